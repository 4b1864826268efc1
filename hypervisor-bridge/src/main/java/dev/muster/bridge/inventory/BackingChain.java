package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a qcow2 image is backed by, read from its header (QEMU's docs/interop/qcow2.txt) through the hypervisor, so that it
 * works for images of other hosts too. A path that is no plain file, such as {@code json:…} or {@code nbd://…}, is given as
 * it stands; it lies in no pool. Nor does one in a format that is not read here and may lead on to other files (vmdk, vhdx):
 * it is given with its format before it.
 */
public final class BackingChain {
    private static final int MAGIC = 0x514649fb;
    private static final int LONGEST_NAME = 1023;
    private static final int DEEPEST = 64;
    private static final long DATA_FILE = 1L << 2;
    private static final int HEADER_2 = 72;
    private static final int MOST_EXTENSIONS = 4096;
    private static final int BACKING_FORMAT = 0xE2792ACA;
    private static final List<String> READ_HERE = List.of("", "raw", "qcow2", "file");

    private final Reader reader;

    /** Reads part of a file. */
    interface Reader {
        byte[] read(String path, long offset, int limit);
    }

    /** Reads through that hypervisor on that host. */
    public BackingChain(Hypervisor hypervisor, HostId host) {
        this((path, offset, limit) -> hypervisor.files().read(host, path, offset, limit));
    }

    BackingChain(Reader reader) {
        this.reader = reader;
    }

    /** What lies below an image, the nearest first; as far as it can be read. */
    public List<String> of(String path) {
        List<String> chain = new ArrayList<>();
        String at = path;
        while (chain.size() < DEEPEST) {
            Optional<String> below = below(at);
            if (below.isEmpty() || chain.contains(below.get()) || below.get().equals(path)) {
                return chain;
            }
            at = below.get();
            chain.add(at);
            if (!at.startsWith("/")) {
                return chain;
            }
        }
        return chain;
    }

    private Optional<String> below(String path) {
        ByteBuffer header = read(path, 0, 104);
        if (header.remaining() < 72 || header.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        if (header.getInt(4) >= 3 && header.remaining() >= 80 && (header.getLong(72) & DATA_FILE) != 0) {
            return Optional.of("data-file:" + path);
        }
        long offset = header.getLong(8);
        int length = header.getInt(16);
        if (offset <= 0 || length <= 0 || length > LONGEST_NAME) {
            return Optional.empty();
        }
        ByteBuffer name = read(path, offset, length);
        byte[] bytes = new byte[name.remaining()];
        name.get(bytes);
        String below = resolve(path, new String(bytes, StandardCharsets.UTF_8));
        String format = backingFormat(path, header);
        return Optional.of(READ_HERE.contains(format) ? below : format + ":" + below);
    }

    /** What the image says its backing file is; empty where it does not, and libvirt takes it for raw. */
    private String backingFormat(String path, ByteBuffer header) {
        boolean three = header.getInt(4) >= 3 && header.remaining() >= 104;
        int begin = three ? header.getInt(100) : HEADER_2;
        if (begin < HEADER_2 || begin > MOST_EXTENSIONS) {
            return "";
        }
        ByteBuffer extensions = read(path, begin, MOST_EXTENSIONS);
        while (extensions.remaining() >= 8) {
            int type = extensions.getInt();
            int length = extensions.getInt();
            if (type == 0 || length < 0 || length > extensions.remaining()) {
                return "";
            }
            byte[] data = new byte[length];
            extensions.get(data);
            if (type == BACKING_FORMAT) {
                return new String(data, StandardCharsets.UTF_8);
            }
            // each is padded to eight bytes
            extensions.position(Math.min(extensions.limit(), extensions.position() + (8 - length % 8) % 8));
        }
        return "";
    }

    private static String resolve(String path, String name) {
        String plain = name.startsWith("file:") ? name.substring("file:".length()) : name;
        if (plain.startsWith("/")) {
            return HostPaths.normal(plain);
        }
        // QEMU takes what has a colon before any slash for a protocol
        int colon = plain.indexOf(':');
        int slash = plain.indexOf('/');
        if (colon >= 0 && (slash < 0 || colon < slash)) {
            return name;
        }
        return HostPaths.normal(path.substring(0, path.lastIndexOf('/') + 1) + plain);
    }

    private ByteBuffer read(String path, long offset, int length) {
        try {
            return ByteBuffer.wrap(reader.read(path, offset, length));
        } catch (MusterException unreadable) {
            return ByteBuffer.allocate(0);
        }
    }
}
