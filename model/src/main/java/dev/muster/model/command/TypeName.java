package dev.muster.model.command;

import java.util.Locale;

/** The name by which a record is known outside this program: in JSON, the journal, the audit and the store. */
public final class TypeName {
    private TypeName() {}

    /** Returns feature and record, such as {@code vm.power} for {@code dev.muster.model.vm.VmCommand.Power}. */
    public static String of(Class<?> type) {
        String pack = type.getPackageName();
        return pack.substring(pack.lastIndexOf('.') + 1) + "." + kebab(type.getSimpleName());
    }

    private static String kebab(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                out.append('-');
            }
            out.append(c);
        }
        return out.toString().toLowerCase(Locale.ROOT);
    }
}
