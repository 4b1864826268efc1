package dev.muster.app.action;

import dev.muster.icons.Icon;
import java.util.Optional;

/**
 * One thing that can be chosen in the palette.
 *
 * @param title what it does or where it leads
 * @param detail more of it, such as the host of a VM; empty for nothing
 * @param icon what sort of thing it is
 * @param shortcut the keys that do the same; empty where there are none
 * @param refusal why it cannot be done now; empty when it can
 * @param work does it, on the window's thread
 */
public record PaletteEntry(
        String title, String detail, Icon icon, String shortcut, Optional<String> refusal, Runnable work) {

    /** A place one can go to. */
    public static PaletteEntry place(String title, String detail, Icon icon, Runnable go) {
        return new PaletteEntry(title, detail, icon, "", Optional.empty(), go);
    }

    /** Something one can do. */
    public static PaletteEntry action(
            String title, Icon icon, String shortcut, Optional<String> refusal, Runnable work) {
        return new PaletteEntry(title, "", icon, shortcut, refusal, work);
    }

    /** What a screen reader says. */
    public String spoken() {
        StringBuilder out = new StringBuilder(title);
        for (String part : new String[] {detail, shortcut, refusal.orElse("")}) {
            if (!part.isBlank()) {
                out.append(", ").append(part);
            }
        }
        return out.toString();
    }
}
