package dev.muster.bridge.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of the records of sealed types, worked out from the code so that they cannot drift from it. */
final class TypeNames {
    private TypeNames() {}

    /** Feature and record, such as {@code vm.power}; just the record where its family is its feature. */
    static String of(Class<?> type) {
        String pack = type.getPackageName();
        String feature = pack.substring(pack.lastIndexOf('.') + 1);
        return feature + "." + kebab(type.getSimpleName());
    }

    static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> found = new ArrayList<>();
        collect(sealed, found);
        return List.copyOf(found);
    }

    /** Whether values of that type need their type said. */
    static boolean isPolymorphic(Class<?> type) {
        return type.isSealed() && type.isInterface() && type.getPackageName().startsWith("dev.muster.model");
    }

    private static void collect(Class<?> type, List<Class<?>> found) {
        if (!type.isSealed()) {
            found.add(type);
            return;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            collect(permitted, found);
        }
    }

    private static String kebab(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                out.append('-');
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString().toLowerCase(Locale.ROOT);
    }
}
