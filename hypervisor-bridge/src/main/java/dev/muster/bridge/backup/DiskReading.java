package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.Extent;
import dev.muster.bridge.backup.nbd.NbdClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which parts of a disk have to be read to know what it holds, in whole blocks and in order.
 *
 * @param read ranges that have to be read
 * @param zero ranges that hold zeros, without reading them
 */
record DiskReading(List<Range> read, List<Range> zero) {
    DiskReading {
        read = List.copyOf(read);
        zero = List.copyOf(zero);
    }

    /**
     * Some blocks.
     *
     * @param first the first one
     * @param end behind the last one
     */
    record Range(long first, long end) {}

    /**
     * All of a disk, or of a part of it.
     *
     * @param bitmap the context of a dirty bitmap: what it has as clean is left out; empty where there is none
     */
    static DiskReading of(NbdClient disk, Optional<String> bitmap) throws IOException {
        long size = disk.size();
        List<Extent> allocation = disk.extents(NbdClient.ALLOCATION, 0, size);
        List<Extent> wanted = bitmap.isPresent()
                ? disk.extents(bitmap.get(), 0, size).stream()
                        .filter(Extent::isDirty)
                        .toList()
                : List.of(new Extent(0, size, Extent.DIRTY));
        List<Range> read = new ArrayList<>();
        List<Range> zero = new ArrayList<>();
        int at = 0;
        for (Extent part : wanted) {
            long first = part.offset() / BlockMap.BLOCK;
            long end = BlockMap.blocks(part.end());
            for (long block = first; block < end; ) {
                long begins = block * BlockMap.BLOCK;
                while (allocation.get(at).end() <= begins) {
                    at++;
                }
                Extent here = allocation.get(at);
                // a block that is zero only in part is read
                long until = here.isZero()
                        ? (here.end() >= size ? end : here.end() / BlockMap.BLOCK)
                        : BlockMap.blocks(here.end());
                if (here.isZero() && until > block) {
                    add(zero, block, Math.min(until, end));
                    block = Math.min(until, end);
                } else {
                    long to = here.isZero() ? block + 1 : Math.min(until, end);
                    add(read, block, to);
                    block = to;
                }
            }
        }
        return new DiskReading(read, zero);
    }

    private static void add(List<Range> ranges, long first, long end) {
        if (!ranges.isEmpty() && ranges.getLast().end() >= first) {
            Range before = ranges.getLast();
            ranges.set(ranges.size() - 1, new Range(before.first(), Math.max(before.end(), end)));
        } else {
            ranges.add(new Range(first, end));
        }
    }

    /** How many bytes are to be read, of whole blocks. */
    long bytes() {
        return read.stream()
                .mapToLong(range -> (range.end() - range.first()) * BlockMap.BLOCK)
                .sum();
    }
}
