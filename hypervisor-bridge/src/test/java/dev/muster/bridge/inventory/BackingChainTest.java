package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackingChainTest {
    private final Map<String, byte[]> files = new HashMap<>();
    private final BackingChain chain = new BackingChain((path, offset, limit) -> {
        byte[] file = files.getOrDefault(path, new byte[0]);
        int from = (int) Math.min(offset, file.length);
        return java.util.Arrays.copyOfRange(file, from, Math.min(from + limit, file.length));
    });

    @Test
    void every_image_below_is_found_the_nearest_first() {
        files.put("/pool/top.qcow2", qcow2(3, "mid.qcow2", 0));
        files.put("/pool/mid.qcow2", qcow2(2, "../base/./base.raw", 0));
        files.put("/base/base.raw", new byte[] {1, 2, 3});

        assertThat(chain.of("/pool/top.qcow2")).containsExactly("/pool/mid.qcow2", "/base/base.raw");
    }

    @Test
    void an_image_without_a_backing_file_ends_the_chain() {
        files.put("/a.qcow2", qcow2(3, "", 0));
        files.put("/raw", "QF".getBytes(StandardCharsets.UTF_8));

        assertThat(chain.of("/a.qcow2")).isEmpty();
        assertThat(chain.of("/raw")).isEmpty();
        assertThat(chain.of("/absent")).isEmpty();
    }

    @Test
    void what_is_no_plain_file_is_given_as_it_stands() {
        files.put("/json", qcow2(3, "json:{\"file.filename\":\"/etc/shadow\"}", 0));
        files.put("/nbd", qcow2(3, "nbd://10.0.0.1/x", 0));
        files.put("/file", qcow2(3, "file:/etc/shadow", 0));
        files.put("/data", qcow2(3, "", 1 << 2));

        assertThat(chain.of("/json")).containsExactly("json:{\"file.filename\":\"/etc/shadow\"}");
        assertThat(chain.of("/nbd")).containsExactly("nbd://10.0.0.1/x");
        assertThat(chain.of("/file")).containsExactly("/etc/shadow");
        assertThat(chain.of("/data")).containsExactly("data-file:/data");
    }

    @Test
    void a_circle_ends() {
        files.put("/a", qcow2(3, "/b", 0));
        files.put("/b", qcow2(3, "/a", 0));

        assertThat(chain.of("/a")).containsExactly("/b");
    }

    @Test
    void a_header_that_lies_about_its_size_is_survived() {
        byte[] lying = qcow2(3, "x", 0);
        ByteBuffer.wrap(lying).putInt(16, Integer.MAX_VALUE).putLong(8, Long.MAX_VALUE);
        files.put("/lie", lying);
        files.put("/short", java.util.Arrays.copyOf(qcow2(3, "x", 0), 30));

        assertThat(chain.of("/lie")).isEmpty();
        assertThat(chain.of("/short")).isEmpty();
    }

    private static byte[] qcow2(int version, String backing, long incompatible) {
        byte[] name = backing.getBytes(StandardCharsets.UTF_8);
        ByteBuffer image = ByteBuffer.allocate(512 + name.length);
        image.putInt(0, 0x514649fb).putInt(4, version);
        if (name.length > 0) {
            image.putLong(8, 512).putInt(16, name.length);
        }
        image.putLong(72, incompatible);
        image.put(512, name);
        return image.array();
    }
}
