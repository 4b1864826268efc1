package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/**
 * How a VM is migrated.
 *
 * @param live whether the guest goes on running meanwhile, rather than standing still
 * @param copyStorage whether disks that the target host does not see are copied
 * @param bandwidthMib at most so many MiB a second; 0 for no limit
 * @param autoConverge whether a guest that writes faster than can be sent is slowed down
 * @param postCopy whether the guest goes on at the target before all its memory is there; from then on, losing either host
 *     or the network between them loses the guest's memory
 * @param address where the source host reaches the target host, a name or an IP address; empty for the name the target host
 *     calls itself
 */
public record MigrationOptions(
        boolean live, boolean copyStorage, long bandwidthMib, boolean autoConverge, boolean postCopy, String address) {
    /** Live, slowed down where needed, nothing copied. */
    public static final MigrationOptions USUAL = new MigrationOptions(true, false, 0, true, false, "");

    private static final long MOST = 1L << 24;

    public MigrationOptions {
        String why = bandwidthMib < 0 || bandwidthMib > MOST
                ? "A bandwidth limit is 0 (none) to " + MOST + " MiB a second."
                : !address.matches("[A-Za-z0-9.:%_-]{0,253}")
                        ? "\"" + address + "\" is neither a host's name nor an IP address."
                        : postCopy && !live
                                ? "Only a guest that runs can go on at the target before its memory is there."
                                : "";
        if (!why.isEmpty()) {
            throw Problem.of(ErrorCode.USAGE_INVALID, why, "The VM stays where it is.", "Correct it and try again.")
                    .toException();
        }
    }
}
