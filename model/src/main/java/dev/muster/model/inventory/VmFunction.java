package dev.muster.model.inventory;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a VM is for: what its tag {@code function:…} says, else its name without the number at its end. So {@code web-01} and
 * {@code web-02} serve one function, {@code web}.
 */
public final class VmFunction {
    private static final String TAG = "function:";
    private static final Pattern NUMBER = Pattern.compile("[-_. ]*[0-9]+$");

    private VmFunction() {}

    /** The function of that VM, in lower case; never empty. */
    public static String of(Vm vm) {
        String name = vm.tags().stream()
                .filter(tag -> tag.length() > TAG.length() && tag.regionMatches(true, 0, TAG, 0, TAG.length()))
                .findFirst()
                .map(tag -> tag.substring(TAG.length()))
                .orElseGet(() -> ofName(vm.name()));
        return name.toLowerCase(Locale.ROOT);
    }

    private static String ofName(String name) {
        String stem = NUMBER.matcher(name).replaceFirst("");
        return stem.isBlank() ? name : stem;
    }
}
