package dev.muster.model.vm;

/** What starts a VM before its system does. */
public enum Firmware {
    /** What is usual on the host's architecture. */
    USUAL,
    /** UEFI, as the host has it. */
    UEFI
}
