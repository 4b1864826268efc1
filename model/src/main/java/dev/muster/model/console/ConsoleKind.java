package dev.muster.model.console;

import java.util.Locale;

/** What sort of console of a VM. */
public enum ConsoleKind {
    /** Its first serial line: what terminals show. */
    TEXT,
    /** Its VNC server: RFB 3.8 as RFC 6143 describes it, from the first byte on. */
    GRAPHICS;

    /** The word for it, such as {@code text}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
