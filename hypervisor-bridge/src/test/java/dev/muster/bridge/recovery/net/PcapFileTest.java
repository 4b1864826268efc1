package dev.muster.bridge.recovery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapFileTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file(ByteOrder order, int magic, int link, int... sources) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(1000).order(order);
        out.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65535)
                .putInt(link);
        for (int source : sources) {
            out.putInt(1).putInt(2).putInt(60).putInt(60);
            out.put(new byte[] {1, 1, 1, 1, 1, 1, 82, 84, 0, 0, 0, (byte) source})
                    .put(new byte[48]);
        }
        return Files.write(directory.resolve("file.pcap"), Arrays.copyOf(out.array(), out.position()));
    }

    @Test
    void frames_are_counted_and_who_sent_them() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            PcapFile read = PcapFile.read(file(order, 0xa1b2c3d4, 1, 7, 8, 7));
            assertThat(read.frames()).isEqualTo(3);
            assertThat(read.sources()).containsExactly("52:54:00:00:00:07", "52:54:00:00:00:08");
            assertThat(read.whole()).isTrue();
        }
    }

    @Test
    void one_that_breaks_off_is_read_as_far_as_it_goes() throws IOException {
        Path file = file(ByteOrder.LITTLE_ENDIAN, 0xa1b23c4d, 1, 7, 8);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
        assertThat(PcapFile.read(file).frames()).isEqualTo(1);
        assertThat(PcapFile.read(file).whole()).isFalse();
    }

    @Test
    void what_is_no_capture_is_refused() throws IOException {
        Path other = file(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 113);
        assertThatThrownBy(() -> PcapFile.read(other)).isInstanceOf(IOException.class);
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> PcapFile.read(empty)).isInstanceOf(IOException.class);
    }

    @Test
    void a_filter_is_made_of_macs_alone() throws IOException {
        assertThat(UplinkCapture.filter(List.of("52:54:00:00:00:0B", "52:54:00:00:00:0a")))
                .isEqualTo("ether host 52:54:00:00:00:0a or ether host 52:54:00:00:00:0b");
        assertThatThrownBy(() -> UplinkCapture.filter(List.of("a or b"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> UplinkCapture.filter(List.of())).isInstanceOf(IOException.class);
    }
}
