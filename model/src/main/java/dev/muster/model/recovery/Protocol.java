package dev.muster.model.recovery;

import java.util.Locale;

/** What traffic is of. */
public enum Protocol {
    ANY,
    TCP,
    UDP,
    ICMP;

    /** As on the command line, such as {@code tcp}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has ports. */
    public boolean hasPorts() {
        return this == TCP || this == UDP;
    }
}
