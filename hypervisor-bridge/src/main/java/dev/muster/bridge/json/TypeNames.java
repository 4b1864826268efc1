package dev.muster.bridge.json;

import java.util.ArrayList;
import java.util.List;

/** The records that sealed types come down to. */
final class TypeNames {
    private TypeNames() {}

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
}
