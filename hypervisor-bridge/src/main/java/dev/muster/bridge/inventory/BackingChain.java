package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a qcow2 image is backed by, read from its header (QEMU's docs/interop/qcow2.txt) through the hypervisor, so that it
 * works for images of other hosts too. What cannot be read for certain, as QEMU would read it, is {@link Chain#doubt}, never
 * taken for an end. A path that is no plain file, such as {@code json:…} or {@code nbd://…}, is given as it stands; it lies in
 * no pool. Nor does one in a format that is not read here and may lead on to other files (vmdk, vhdx): it is given with its
 * format before it.
 */
public final class BackingChain {
    private static final int MAGIC = 0x514649fb;
    private static final int LONGEST_NAME = 1023;
    private static final int DEEPEST = 64;
    private static final long DATA_FILE = 1L << 2;
    private static final int HEADER_2 = 72;
    private static final int HEADER_3 = 104;
    private static final int MOST_HEADER = 2 << 20;
    private static final int BACKING_FORMAT = 0xE2792ACA;
    private static final List<String> READ_HERE = List.of("", "raw", "qcow2", "file");

    private final Reader reader;

    /** Reads part of a file. */
    interface Reader {
        byte[] read(String path, long offset, int limit);

        /** Where a path with {@code ..} in it leads on its host; the path itself where that cannot be told. */
        default String real(String path) {
            return path;
        }
    }

    /**
     * What lies below an image.
     *
     * @param files the nearest first, as far as it is known
     * @param doubt why there may be more; empty where there is not
     */
    public record Chain(List<String> files, Optional<String> doubt) {
        public Chain {
            files = List.copyOf(files);
        }
    }

    /** A header that says something no tool of QEMU would write. */
    private static final class Doubt extends Exception {
        private static final long serialVersionUID = 1;

        private Doubt(String why) {
            super(why, null, false, false);
        }
    }

    /** Reads through that hypervisor on that host. */
    public BackingChain(Hypervisor hypervisor, HostId host) {
        this(new Reader() {
            @Override
            public byte[] read(String path, long offset, int limit) {
                return hypervisor.files().read(host, path, offset, limit);
            }

            @Override
            public String real(String path) {
                return hypervisor.files().realPath(host, path);
            }
        });
    }

    BackingChain(Reader reader) {
        this.reader = reader;
    }

    /** What lies below an image. */
    public Chain of(String path) {
        List<String> chain = new ArrayList<>();
        String at = path;
        try {
            while (chain.size() < DEEPEST) {
                Optional<String> below = below(at);
                if (below.isEmpty()
                        || chain.contains(below.get())
                        || below.get().equals(path)) {
                    return new Chain(chain, Optional.empty());
                }
                at = below.get();
                chain.add(at);
                if (!at.startsWith("/")) {
                    return new Chain(chain, Optional.empty());
                }
            }
            return new Chain(chain, Optional.of("more than " + DEEPEST + " images lie one upon the other"));
        } catch (Doubt e) {
            return new Chain(chain, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<String> below(String path) throws Doubt {
        ByteBuffer header = read(path, 0, HEADER_3);
        if (header.remaining() < 4 || header.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        if (header.remaining() < HEADER_2) {
            throw new Doubt("the header of " + path + " is cut off");
        }
        if (header.getInt(4) >= 3 && header.remaining() >= 80 && (header.getLong(72) & DATA_FILE) != 0) {
            return Optional.of("data-file:" + path);
        }
        long offset = header.getLong(8);
        int length = header.getInt(16);
        if (offset == 0) {
            return Optional.empty();
        }
        if (offset < 0 || length <= 0 || length > LONGEST_NAME) {
            throw new Doubt("the header of " + path + " makes no sense");
        }
        ByteBuffer name = read(path, offset, length);
        if (name.remaining() < length) {
            throw new Doubt("the header of " + path + " is cut off");
        }
        String below = resolve(path, text(path, name));
        String format = backingFormat(path, header, offset);
        return Optional.of(READ_HERE.contains(format) ? below : format + ":" + below);
    }

    /** QEMU takes the name for a C string, so one with a NUL is another name to it than to us. */
    private static String text(String path, ByteBuffer bytes) throws Doubt {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // said below
        }
        throw new Doubt("the name of what lies below " + path + " has characters that belong into no name");
    }

    /** What the image says its backing file is; empty where it does not, and libvirt takes it for raw. */
    private String backingFormat(String path, ByteBuffer header, long nameAt) throws Doubt {
        boolean three = header.getInt(4) >= 3 && header.remaining() >= HEADER_3;
        int begin = three ? header.getInt(100) : HEADER_2;
        // they end where the name begins, within the first cluster
        if (begin < HEADER_2 || nameAt < begin || nameAt > MOST_HEADER) {
            throw new Doubt("the header of " + path + " makes no sense");
        }
        ByteBuffer extensions = read(path, begin, (int) nameAt - begin);
        while (extensions.remaining() >= 8) {
            int type = extensions.getInt();
            int length = extensions.getInt();
            if (type == 0) {
                return "";
            }
            if (length < 0 || length > extensions.remaining()) {
                throw new Doubt("the header of " + path + " makes no sense");
            }
            byte[] data = new byte[length];
            extensions.get(data);
            if (type == BACKING_FORMAT) {
                return text(path, ByteBuffer.wrap(data));
            }
            // each is padded to eight bytes
            extensions.position(Math.min(extensions.limit(), extensions.position() + (8 - length % 8) % 8));
        }
        return "";
    }

    private String resolve(String path, String name) throws Doubt {
        String plain = name.startsWith("file:") ? name.substring("file:".length()) : name;
        if (!plain.startsWith("/")) {
            // QEMU takes what has a colon before any slash for a protocol
            int colon = plain.indexOf(':');
            int slash = plain.indexOf('/');
            if (colon >= 0 && (slash < 0 || colon < slash)) {
                return name;
            }
            plain = path.substring(0, path.lastIndexOf('/') + 1) + plain;
        }
        if (plain.equals(HostPaths.normal(plain))) {
            return plain;
        }
        // with links on the way ".." leads elsewhere than it looks
        String real = reader.real(plain);
        if (!real.equals(HostPaths.normal(real))) {
            throw new Doubt("what lies below " + path + " is named in a way that could lead anywhere: " + name);
        }
        return real;
    }

    private ByteBuffer read(String path, long offset, int length) throws Doubt {
        try {
            return ByteBuffer.wrap(reader.read(path, offset, length));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.FILE_MISSING) {
                return ByteBuffer.allocate(0); // below nothing lies nothing
            }
            throw new Doubt(path + " cannot be read");
        }
    }
}
