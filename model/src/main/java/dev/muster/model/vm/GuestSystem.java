package dev.muster.model.vm;

/**
 * A system a VM can run, with what its makers recommend.
 *
 * @param id as the libosinfo database names it, such as {@code http://debian.org/debian/12}
 * @param shortId such as {@code debian12}
 * @param name such as {@code Debian 12}
 * @param released as ISO date; empty where it is not known
 * @param vcpus at least 1
 * @param memoryBytes RAM; 0 where nothing is recommended
 * @param diskBytes size of its disk; 0 where nothing is recommended
 */
public record GuestSystem(
        String id, String shortId, String name, String released, int vcpus, long memoryBytes, long diskBytes) {}
