package dev.muster.model.recovery;

import java.util.Optional;

/**
 * Something in a plan that keeps it from being run.
 *
 * @param kind what sort of fault it is
 * @param path where it is, such as {@code tiers[1].items[0].needs}
 * @param key of the item concerned; empty where it is none's
 * @param text one sentence for people
 */
public record PlanFault(Kind kind, String path, Optional<String> key, String text) {
    /** Sorts of faults. */
    public enum Kind {
        /** A name, key, program or domain that is not written as such. */
        MALFORMED,
        /** A text that has to be there and is not. */
        EMPTY,
        /** A number below or above what is possible. */
        OUT_OF_RANGE,
        /** A time limit, objective or validity that is not above zero, or a delay below it. */
        TIME_INVALID,
        /** No machine in the plan. */
        NO_MACHINES,
        DUPLICATE_KEY,
        DUPLICATE_TIER,
        DUPLICATE_NETWORK,
        /** The same VM is recovered twice. */
        DUPLICATE_VM,
        DUPLICATE_NIC,
        /** A need on an item that the plan does not have. */
        UNKNOWN_NEED,
        /** Items that wait for each other, so that none of them could begin. */
        CYCLE,
        UNKNOWN_PROMPT,
        UNKNOWN_CHOICE,
        /** An item depends on a prompt that comes after it. */
        PROMPT_LATER,
        /** A prompt without choices. */
        NO_CHOICES,
        DUPLICATE_CHOICE,
        /** The default of a prompt is not among its choices. */
        DEFAULT_UNKNOWN,
        UNKNOWN_NETWORK,
        UNKNOWN_MACHINE,
        /** A machine has no such NIC in that network. */
        NOT_IN_NETWORK,
        /** A restore point that cannot be the machine's. */
        POINT_MISMATCH,
        /** A pool that is not of the host. */
        POOL_MISMATCH,
        /** Two networks share addresses. */
        SUBNET_OVERLAP,
        /** Two networks stand for the same production network. */
        DUPLICATE_MAPPING,
        ADDRESS_INVALID,
        ADDRESS_OUTSIDE,
        DUPLICATE_ADDRESS,
        /** An address in the DHCP range that another machine could be given. */
        ADDRESS_IN_DHCP,
        DHCP_INVALID,
        DUPLICATE_FORWARD,
        PROTOCOL_INVALID
    }
}
