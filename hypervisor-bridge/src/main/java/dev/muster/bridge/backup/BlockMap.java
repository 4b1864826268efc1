package dev.muster.bridge.backup;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What each block of a disk held: a hash for every 64 KiB, in a file beside the disk's image in a restore point. It makes a
 * backup incremental where nobody kept track of what was written, and lets a point be checked block by block.
 *
 * <p>The file is a head of {@value #HEAD} bytes (text, filled up with line feeds) and then {@value #HASH} bytes for each block:
 * the first half of its SHA-256, all zero for a block of zeros. Different blocks are written from different threads.
 *
 * <p>While it is worked with it is in memory (256 MiB for each TiB of the disk). Mapping the file would be less, but where its
 * storage does not answer, a thread that touches the map stops in the kernel with the process's memory locked, and all others with it.
 */
final class BlockMap implements AutoCloseable {
    /** Bytes of a block, which is also a cluster of the image. */
    static final int BLOCK = 1 << 16;

    private static final int HASH = 16;
    /** What is read or written at once. */
    private static final long PART = 1 << 20;

    private static final int HEAD = 64;
    private static final String MAGIC = "muster block map 1, 65536 bytes, sha256/128, ";
    private static final byte[] ZERO = new byte[BLOCK];

    private final Arena arena;
    private final MemorySegment hashes;
    private final long size;
    private final Optional<Path> file;

    @SuppressWarnings("MustBeClosedChecker") // closed with the map
    private BlockMap(long size, Optional<Path> file) {
        this.arena = Arena.ofShared();
        this.hashes = arena.allocate(Math.max(blocks(size) * HASH, 1));
        this.size = size;
        this.file = file;
    }

    /** A new one for a disk of so many bytes, all of it zero. It is in the file after {@link #force}. */
    static BlockMap create(Path file, long size) throws IOException {
        Files.write(file, head(size), StandardOpenOption.CREATE_NEW);
        return new BlockMap(size, Optional.of(file));
    }

    /** One in memory alone, for a disk of so many bytes, all of it zero. */
    static BlockMap blank(long size) {
        return new BlockMap(size, Optional.empty());
    }

    /** A new one that begins as another is; what a larger disk has beyond it is zero. It is in the file after {@link #force}. */
    static BlockMap continuing(Path file, Path before, long size) throws IOException {
        long was = sizeOf(before);
        BlockMap made = create(file, size);
        try {
            made.load(before, Math.min(blocks(was), blocks(size)));
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
        if (was != size && was % BLOCK != 0 && was < size) {
            // the last block was shorter, so its hash says nothing of the longer one
            made.forget(was / BLOCK);
        }
        if (size < was && size % BLOCK != 0) {
            made.forget(size / BLOCK);
        }
        return made;
    }

    /** One that is only read; {@link IOException} where it is none. */
    static BlockMap read(Path file) throws IOException {
        long size = sizeOf(file);
        long bytes = HEAD + blocks(size) * HASH;
        if (Files.size(file) != bytes) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, not " + bytes);
        }
        BlockMap made = blank(size);
        try {
            made.load(file, blocks(size));
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void load(Path from, long count) throws IOException {
        try (FileChannel channel = FileChannel.open(from, StandardOpenOption.READ)) {
            for (long at = 0; at < count * HASH; at += PART) {
                ByteBuffer part =
                        hashes.asSlice(at, Math.min(PART, count * HASH - at)).asByteBuffer();
                for (long place = HEAD + at; part.hasRemaining(); ) {
                    int got = channel.read(part, place);
                    if (got < 0) {
                        throw new EOFException(from + " ends too early");
                    }
                    place += got;
                }
            }
        }
    }

    private static byte[] head(long size) {
        String text = MAGIC + size;
        return (text + "\n".repeat(HEAD - text.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static long sizeOf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // until it is whole
            }
            String text = new String(head.array(), StandardCharsets.US_ASCII).strip();
            if (head.hasRemaining() || !text.matches("\\Q" + MAGIC + "\\E[0-9]{1,18}")) {
                throw new IOException(file + " is no block map this version can read");
            }
            return Long.parseLong(text.substring(MAGIC.length()));
        }
    }

    /** How many blocks a disk of so many bytes has; the last may be shorter. */
    static long blocks(long size) {
        return (size + BLOCK - 1) / BLOCK;
    }

    /** Bytes of the disk. */
    long size() {
        return size;
    }

    /** What a block's content comes to; the bytes between position and limit. */
    static byte[] hash(ByteBuffer content) {
        if (isZero(content)) {
            return new byte[HASH];
        }
        MessageDigest digest = sha256();
        digest.update(content.duplicate());
        byte[] hash = digest.digest();
        byte[] half = new byte[HASH];
        System.arraycopy(hash, 0, half, 0, HASH);
        return half;
    }

    /** Whether all of it is zeros. */
    static boolean isZero(ByteBuffer content) {
        return content.mismatch(ByteBuffer.wrap(ZERO, 0, content.remaining())) < 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a block held what that hash stands for. */
    boolean holds(long block, byte[] hash) {
        return hashes.asSlice(block * HASH, HASH).mismatch(MemorySegment.ofArray(hash)) < 0;
    }

    /** Whether a block held zeros. */
    boolean holdsZero(long block) {
        return hashes.get(ValueLayout.JAVA_LONG_UNALIGNED, block * HASH) == 0
                && hashes.get(ValueLayout.JAVA_LONG_UNALIGNED, block * HASH + Long.BYTES) == 0;
    }

    /** The blocks of this map that hold something else in another; all that the other, shorter one does not have differ. */
    List<DiskReading.Range> differing(BlockMap other) {
        List<DiskReading.Range> ranges = new ArrayList<>();
        long shared = Math.min(blocks(size), blocks(other.size));
        long begin = -1;
        for (long block = 0; block <= blocks(size); block++) {
            boolean differs = block < blocks(size)
                    && (block >= shared
                            || hashes.asSlice(block * HASH, HASH).mismatch(other.hashes.asSlice(block * HASH, HASH))
                                    >= 0);
            if (differs && begin < 0) {
                begin = block;
            } else if (!differs && begin >= 0) {
                ranges.add(new DiskReading.Range(begin, block));
                begin = -1;
            }
        }
        return ranges;
    }

    /** Keeps what a block holds. */
    void put(long block, byte[] hash) {
        MemorySegment.copy(hash, 0, hashes, ValueLayout.JAVA_BYTE, block * HASH, HASH);
    }

    /** Makes every block one that no content equals. */
    void forgetAll() {
        hashes.fill((byte) 0xff);
    }

    /** Makes a block one that no content equals. */
    private void forget(long block) {
        for (int at = 0; at < HASH; at++) {
            hashes.set(ValueLayout.JAVA_BYTE, block * HASH + at, (byte) 0xff);
        }
    }

    /** Returns when all of it is on the disk; does nothing to one that is in memory alone, or only read. */
    void force() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.WRITE)) {
            long bytes = blocks(size) * HASH;
            for (long at = 0; at < bytes; at += PART) {
                ByteBuffer part = hashes.asSlice(at, Math.min(PART, bytes - at)).asByteBuffer();
                for (long place = HEAD + at; part.hasRemaining(); ) {
                    place += channel.write(part, place);
                }
            }
            channel.force(true);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
