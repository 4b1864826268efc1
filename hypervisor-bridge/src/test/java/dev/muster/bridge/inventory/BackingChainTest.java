package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackingChainTest {
    private static final BackingChain.Chain NOTHING = new BackingChain.Chain(List.of(), Optional.empty());

    private final Map<String, byte[]> files = new HashMap<>();
    private final BackingChain chain = new BackingChain((path, offset, limit) -> {
        byte[] file = files.getOrDefault(path, new byte[0]);
        int from = (int) Math.min(offset, file.length);
        return java.util.Arrays.copyOfRange(file, from, Math.min(from + limit, file.length));
    });

    @Test
    void every_image_below_is_found_the_nearest_first() {
        files.put("/pool/top.qcow2", qcow2(3, "mid.qcow2", 0));
        files.put("/pool/mid.qcow2", qcow2(2, "/base/base.raw", 0));
        files.put("/base/base.raw", new byte[] {1, 2, 3});

        assertThat(chain.of("/pool/top.qcow2").files()).containsExactly("/pool/mid.qcow2", "/base/base.raw");
    }

    @Test
    void an_image_without_a_backing_file_ends_the_chain() {
        files.put("/a.qcow2", qcow2(3, "", 0));
        files.put("/raw", "QF".getBytes(StandardCharsets.UTF_8));

        assertThat(chain.of("/a.qcow2")).isEqualTo(NOTHING);
        assertThat(chain.of("/raw")).isEqualTo(NOTHING);
        assertThat(chain.of("/absent")).isEqualTo(NOTHING);
    }

    @Test
    void what_is_no_plain_file_is_given_as_it_stands() {
        files.put("/json", qcow2(3, "json:{\"file.filename\":\"/etc/shadow\"}", 0));
        files.put("/nbd", qcow2(3, "nbd://10.0.0.1/x", 0));
        files.put("/file", qcow2(3, "file:/etc/shadow", 0));
        files.put("/data", qcow2(3, "", 1 << 2));

        assertThat(chain.of("/json").files()).containsExactly("json:{\"file.filename\":\"/etc/shadow\"}");
        assertThat(chain.of("/nbd").files()).containsExactly("nbd://10.0.0.1/x");
        assertThat(chain.of("/file").files()).containsExactly("/etc/shadow");
        assertThat(chain.of("/data").files()).containsExactly("data-file:/data");
    }

    @Test
    void a_circle_ends() {
        files.put("/a", qcow2(3, "/b", 0));
        files.put("/b", qcow2(3, "/a", 0));

        assertThat(chain.of("/a").files()).containsExactly("/b");
    }

    @Test
    void a_header_that_lies_about_its_size_is_survived() {
        byte[] lying = qcow2(3, "x", 0);
        ByteBuffer.wrap(lying).putInt(16, Integer.MAX_VALUE).putLong(8, Long.MAX_VALUE);
        files.put("/lie", lying);
        files.put("/short", java.util.Arrays.copyOf(qcow2(3, "x", 0), 30));

        assertThat(chain.of("/lie").doubt()).get().asString().contains("makes no sense");
        assertThat(chain.of("/short").doubt()).get().asString().contains("cut off");
    }

    @Test
    void a_name_that_qemu_reads_otherwise_is_doubted() {
        files.put("/pool/nul", qcow2(3, "/etc/shadow\0/../../../pool/benign.raw", 0));
        files.put("/pool/line", qcow2(3, "/pool/benign\n.raw", 0));
        files.put("/pool/up", qcow2(3, "../etc/shadow", 0));
        files.put("/pool/dots", qcow2(3, "/pool/../etc/shadow", 0));
        files.put("/pool/top", qcow2(3, "/pool/nul", 0));

        for (String path : List.of("/pool/nul", "/pool/line", "/pool/up", "/pool/dots", "/pool/top")) {
            assertThat(chain.of(path).doubt()).as(path).isPresent();
        }
        assertThat(chain.of("/pool/top").files()).containsExactly("/pool/nul");
    }

    @Test
    void a_format_behind_a_long_extension_is_found() {
        byte[] name = "/pool/desc.vmdk".getBytes(StandardCharsets.UTF_8);
        ByteBuffer image = ByteBuffer.allocate(20_000);
        image.putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putLong(8, 16_000)
                .putInt(16, name.length)
                .putInt(100, 104);
        image.putInt(104, 0x12345678).putInt(108, 8000).position(112 + 8000);
        image.putInt(0xE2792ACA)
                .putInt(4)
                .put("vmdk".getBytes(StandardCharsets.UTF_8))
                .putLong(0);
        image.put(16_000, name);
        files.put("/pool/evil", image.array());

        assertThat(chain.of("/pool/evil").files()).containsExactly("vmdk:/pool/desc.vmdk");
    }

    @Test
    void what_cannot_be_read_is_doubted_and_what_is_not_there_is_not() {
        BackingChain unreadable = new BackingChain((path, offset, limit) -> {
            throw Problem.of(path.equals("/gone") ? ErrorCode.FILE_MISSING : ErrorCode.PERMISSION_DENIED, "No.", "", "")
                    .toException();
        });
        assertThat(unreadable.of("/there").doubt()).contains("/there cannot be read");
        assertThat(unreadable.of("/gone")).isEqualTo(NOTHING);
    }

    private static byte[] qcow2(int version, String backing, long incompatible) {
        byte[] name = backing.getBytes(StandardCharsets.UTF_8);
        ByteBuffer image = ByteBuffer.allocate(512 + name.length);
        image.putInt(0, 0x514649fb).putInt(4, version);
        if (name.length > 0) {
            image.putLong(8, 512).putInt(16, name.length);
        }
        image.putLong(72, incompatible).putInt(100, 104);
        image.put(512, name);
        return image.array();
    }
}
