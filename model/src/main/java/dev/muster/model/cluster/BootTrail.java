package dev.muster.model.cluster;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a VM did to boot, the newest last. Not kept over a restart.
 *
 * @param id its identifier
 * @param vm its name; empty where no host knows it
 * @param entries what happened
 */
public record BootTrail(Identifier id, String vm, List<Entry> entries) implements LiveObject {
    private static final int REMEMBERED = 200;

    /** What kind of thing happened. */
    public enum Kind {
        /** The network gave it an address. */
        LEASE,
        /** It was told what to boot. */
        SCRIPT,
        /** It was told to wait and ask again. */
        WAIT,
        /** It read a file. */
        FILE,
        /** It said that it is up. */
        UP,
        /** Its installer said that it is done. */
        INSTALLED,
        /** It was refused, or something is missing. */
        STOPPED
    }

    /**
     * One thing that happened.
     *
     * @param at when
     * @param kind what
     * @param text in words: the address, the function, the file, the reason
     * @param bytes read of a file; 0 otherwise
     * @param millis how long that took
     * @param whole whether all of a file was read
     */
    public record Entry(Instant at, Kind kind, String text, long bytes, long millis, boolean whole) {}

    public BootTrail {
        entries = List.copyOf(entries);
    }

    /** The trail with one thing more. */
    public BootTrail with(Entry entry) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(entry);
        return new BootTrail(id, vm, all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }
}
