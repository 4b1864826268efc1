package dev.muster.bridge.backup;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Compares what a disk is made of, as it comes from its beginning on, with a block map. */
final class BlockReader {
    private final BlockMap expected;
    private final ByteBuffer block = ByteBuffer.allocate(BlockMap.BLOCK);

    /** The block that is next to be whole; the buffer has its beginning. */
    private long number;

    private long wrong = -1;

    BlockReader(BlockMap expected) {
        this.expected = expected;
        begin(0);
    }

    /** More bytes of it. */
    void data(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !isWhole()) {
            int length = Math.min(bytes.remaining(), block.remaining());
            block.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            if (!block.hasRemaining()) {
                end(expected.holds(number, BlockMap.hash(block.flip())));
            }
        }
    }

    /** So many zeros. */
    void zeros(long bytes) {
        for (long left = bytes; left > 0 && !isWhole(); ) {
            if (block.position() == 0 && block.remaining() <= left) {
                left -= block.remaining();
                end(expected.holdsZero(number));
            } else {
                int length = (int) Math.min(left, block.remaining());
                left -= length;
                data(ByteBuffer.allocate(length));
            }
        }
    }

    /** The block that is next to be whole. */
    long block() {
        return number;
    }

    /** Whether all of the disk came. */
    boolean isWhole() {
        return number >= BlockMap.blocks(expected.size());
    }

    /** The offset of the first block that is another than it should be; what did not come is no right one. */
    OptionalLong firstWrong() {
        if (wrong >= 0) {
            return OptionalLong.of(wrong * BlockMap.BLOCK);
        }
        return isWhole() ? OptionalLong.empty() : OptionalLong.of(number * BlockMap.BLOCK);
    }

    private void end(boolean right) {
        if (!right && wrong < 0) {
            wrong = number;
        }
        begin(number + 1);
    }

    private void begin(long next) {
        number = next;
        block.clear().limit(Math.clamp(expected.size() - next * BlockMap.BLOCK, 0, BlockMap.BLOCK));
    }
}
