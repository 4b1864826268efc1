package dev.muster.model.inventory;

/**
 * What runs guest code on a host.
 *
 * @param kind KVM, emulation, none known yet, or not a QEMU host
 * @param reason why this one: what the probe guest did; empty when not probed
 */
public record Accelerator(Kind kind, String reason) {
    /** The ways to run guest code. */
    public enum Kind {
        KVM,
        EMULATION,
        SIMULATED,
        UNKNOWN
    }

    /** Not probed yet. */
    public static final Accelerator UNKNOWN = new Accelerator(Kind.UNKNOWN, "");
}
