package dev.muster.model.vm;

import java.util.Locale;

/** What a VM starts with before any disk. */
public enum FirmwareKind {
    /** The machine type's own: SeaBIOS on x86. */
    BIOS,
    UEFI,
    /** UEFI that starts only signed systems. */
    UEFI_SECURE;

    /** As on the command line, such as {@code uefi-secure}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
