package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk of three blocks and a bit, of which the second and the last hold something. */
class BlockReaderTest {
    private static final int BLOCK = BlockMap.BLOCK;
    private static final int BIT = 1000;

    private final BlockMap map = BlockMap.blank(3 * BLOCK + BIT);
    private final BlockReader reader = new BlockReader(map);

    BlockReaderTest() {
        map.put(1, BlockMap.hash(filled(BLOCK)));
        map.put(3, BlockMap.hash(filled(BIT)));
    }

    @AfterEach
    void close() {
        map.close();
    }

    @Test
    void parts_need_not_be_blocks() {
        reader.zeros(BLOCK - 10);
        reader.data(ByteBuffer.allocate(10));
        reader.data(filled(100));
        reader.data(filled(BLOCK - 100));
        reader.zeros(10);
        reader.data(ByteBuffer.allocate(100));
        reader.zeros(BLOCK - 110);
        assertThat(reader.block()).isEqualTo(3);
        reader.data(filled(BIT));
        assertThat(reader.isWhole()).isTrue();
        assertThat(reader.firstWrong()).isEmpty();
    }

    @Test
    void what_a_device_has_behind_the_disk_does_not_matter() {
        reader.zeros(BLOCK);
        reader.data(filled(BLOCK));
        reader.zeros(BLOCK);
        reader.data(filled(BIT + 500));
        reader.zeros(3 * BLOCK);
        assertThat(reader.firstWrong()).isEmpty();
    }

    @Test
    void the_first_block_that_is_another_is_told() {
        reader.zeros(3 * BLOCK + BIT);
        assertThat(reader.firstWrong()).hasValue(BLOCK);
    }

    @Test
    void one_that_should_hold_nothing_is_told_too() {
        reader.data(filled(2 * BLOCK));
        assertThat(reader.firstWrong()).hasValue(0);
    }

    @Test
    void what_did_not_come_is_not_right() {
        reader.zeros(BLOCK);
        reader.data(filled(BLOCK));
        reader.zeros(BLOCK);
        assertThat(reader.firstWrong()).hasValue(3 * BLOCK);
    }

    private static ByteBuffer filled(int bytes) {
        ByteBuffer some = ByteBuffer.allocate(bytes);
        while (some.hasRemaining()) {
            some.put((byte) 7);
        }
        return some.flip();
    }
}
