package dev.muster.bridge.backup.nbd;

/**
 * A run of bytes of an export that one metadata context says the same of.
 *
 * @param offset where it begins
 * @param length how long it is, in bytes
 * @param flags what the context says: of {@code base:allocation} {@link #HOLE} and {@link #ZERO}, of a dirty bitmap {@link #DIRTY}
 */
public record Extent(long offset, long length, int flags) {
    /** Nothing is allocated there. */
    public static final int HOLE = 1;
    /** It reads as zeros. */
    public static final int ZERO = 2;
    /** It was written to since the bitmap began. */
    public static final int DIRTY = 1;

    /** Where it ends, exclusive. */
    public long end() {
        return offset + length;
    }

    /** Whether it reads as zeros. */
    public boolean isZero() {
        return (flags & ZERO) != 0;
    }

    /** Whether a bitmap has it as written to. */
    public boolean isDirty() {
        return (flags & DIRTY) != 0;
    }
}
