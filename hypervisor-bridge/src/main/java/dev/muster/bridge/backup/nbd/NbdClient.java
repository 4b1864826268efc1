package dev.muster.bridge.backup.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to an NBD server on a Unix socket, for one request at a time; who wants more opens several. Used by one
 * thread at a time; closing it from another ends a request under way with an exception.
 *
 * @see <a href="https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md">the protocol</a>
 */
public final class NbdClient implements AutoCloseable {
    /** What of an export is allocated, and what of it reads as zeros. */
    public static final String ALLOCATION = "base:allocation";

    /** Before the name of a bitmap, the context that says what it has as dirty. */
    public static final String BITMAP = "qemu:dirty-bitmap:";

    /** In which layer of an image each part of it lies: 0 in none, 1 in the image itself, more below it. */
    public static final String DEPTH = "qemu:allocation-depth";

    /** Servers refuse longer requests for data. */
    public static final int MOST = 32 << 20;

    /** Servers answer no more than this of a status at once. */
    private static final long MOST_STATUS = 1L << 30;

    private static final long GREETING = 0x4e42444d41474943L; // NBDMAGIC
    private static final long OPTIONS = 0x49484156454f5054L; // IHAVEOPT
    private static final long OPTION_REPLY = 0x3e889045565a9L;
    private static final int FIXED_AND_NO_ZEROES = 3;
    private static final int OPTION_GO = 7;
    private static final int OPTION_STRUCTURED = 8;
    private static final int OPTION_CONTEXTS = 10;
    private static final int REPLY_ACK = 1;
    private static final int REPLY_INFO = 3;
    private static final int REPLY_CONTEXT = 4;
    private static final int INFO_EXPORT = 0;

    private static final int REQUEST = 0x25609513;
    private static final int SIMPLE = 0x67446698;
    private static final int STRUCTURED = 0x668e33ef;
    private static final short READ = 0;
    private static final short WRITE = 1;
    private static final short DISCONNECT = 2;
    private static final short FLUSH = 3;
    private static final short WRITE_ZEROES = 6;
    private static final short STATUS = 7;
    private static final int LAST_CHUNK = 1;
    private static final int CHUNK_DATA = 1;
    private static final int CHUNK_HOLE = 2;
    private static final int CHUNK_STATUS = 5;
    private static final int CHUNK_ERROR = 0x8000;
    private static final int READ_ONLY = 2;

    private final SocketChannel channel;
    private final String export;
    private final Map<String, Integer> contexts = new HashMap<>();
    private final ByteBuffer request = ByteBuffer.allocate(28);
    private final ByteBuffer head = ByteBuffer.allocate(20);
    private long handle;
    private long size;
    private boolean readOnly;

    private NbdClient(SocketChannel channel, String export) {
        this.channel = channel;
        this.export = export;
    }

    /**
     * Connects.
     *
     * @param socket where the server listens
     * @param export which of its exports; empty for the only one
     * @param contexts which metadata is to be asked for later
     * @throws IOException where there is no server, it has no such export, or it does not know one of the contexts
     */
    public static NbdClient connect(Path socket, String export, List<String> contexts) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            NbdClient client = new NbdClient(channel, export);
            client.greet();
            client.negotiate(contexts);
            return client;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How large the export is, in bytes. */
    public long size() {
        return size;
    }

    /** Whether it cannot be written to. */
    public boolean isReadOnly() {
        return readOnly;
    }

    private void greet() throws IOException {
        ByteBuffer greeting = receive(18);
        if (greeting.getLong() != GREETING || greeting.getLong() != OPTIONS) {
            throw new IOException("what answers is no NBD server");
        }
        send(ByteBuffer.allocate(4).putInt(FIXED_AND_NO_ZEROES).flip());
    }

    private void negotiate(List<String> wanted) throws IOException {
        option(OPTION_STRUCTURED, ByteBuffer.allocate(0));
        expectAck(OPTION_STRUCTURED);
        if (!wanted.isEmpty()) {
            askContexts(wanted);
        }
        byte[] name = export.getBytes(StandardCharsets.UTF_8);
        option(
                OPTION_GO,
                ByteBuffer.allocate(name.length + 6)
                        .putInt(name.length)
                        .put(name)
                        .putShort((short) 0)
                        .flip());
        Optional<ByteBuffer> info = reply(OPTION_GO, REPLY_INFO);
        while (info.isPresent()) {
            ByteBuffer data = info.get();
            if (data.getShort() == INFO_EXPORT) {
                size = data.getLong();
                readOnly = (data.getShort() & READ_ONLY) != 0;
            }
            info = reply(OPTION_GO, REPLY_INFO);
        }
    }

    private void askContexts(List<String> wanted) throws IOException {
        byte[] name = export.getBytes(StandardCharsets.UTF_8);
        List<byte[]> queries = wanted.stream()
                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                .toList();
        int length = 8
                + name.length
                + queries.stream().mapToInt(query -> 4 + query.length).sum();
        ByteBuffer data =
                ByteBuffer.allocate(length).putInt(name.length).put(name).putInt(queries.size());
        queries.forEach(query -> data.putInt(query.length).put(query));
        option(OPTION_CONTEXTS, data.flip());
        Optional<ByteBuffer> context = reply(OPTION_CONTEXTS, REPLY_CONTEXT);
        while (context.isPresent()) {
            int id = context.get().getInt();
            contexts.put(StandardCharsets.UTF_8.decode(context.get()).toString(), id);
            context = reply(OPTION_CONTEXTS, REPLY_CONTEXT);
        }
        for (String each : wanted) {
            if (!contexts.containsKey(each)) {
                throw new IOException("the server does not know " + each + " of the export \"" + export + "\"");
            }
        }
    }

    private void option(int option, ByteBuffer data) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(16 + data.remaining());
        all.putLong(OPTIONS).putInt(option).putInt(data.remaining()).put(data);
        send(all.flip());
    }

    private void expectAck(int option) throws IOException {
        if (reply(option, -1).isPresent()) {
            throw new IOException("the server answers what nobody asked");
        }
    }

    /** The data of the next reply of that type; empty for the acknowledgement that ends them. */
    private Optional<ByteBuffer> reply(int option, int type) throws IOException {
        ByteBuffer answer = receive(20);
        if (answer.getLong() != OPTION_REPLY || answer.getInt() != option) {
            throw new IOException("the server answers what nobody asked");
        }
        int got = answer.getInt();
        ByteBuffer data = receive(answer.getInt());
        if (got == REPLY_ACK) {
            return Optional.empty();
        }
        if (got != type) {
            String words = StandardCharsets.UTF_8.decode(data).toString();
            throw new IOException(
                    "the export \"" + export + "\" is refused" + (words.isEmpty() ? " (" + got + ")" : ": " + words));
        }
        return Optional.of(data);
    }

    /** Reads into the buffer until it is full. */
    public void read(long offset, ByteBuffer into) throws IOException {
        int length = into.remaining();
        int begin = into.position();
        command(READ, offset, length);
        boolean last = false;
        while (!last) {
            Chunk chunk = chunk();
            last = chunk.last();
            switch (chunk.type()) {
                case 0 -> {}
                case CHUNK_DATA -> {
                    long at = receive(8).getLong();
                    ByteBuffer part = into.duplicate();
                    int from = begin + Math.toIntExact(at - offset);
                    part.limit(from + chunk.length() - 8).position(from);
                    fill(part);
                }
                case CHUNK_HOLE -> {
                    ByteBuffer hole = receive(12);
                    int from = begin + Math.toIntExact(hole.getLong() - offset);
                    int end = from + hole.getInt();
                    for (int at = from; at < end; at++) {
                        into.put(at, (byte) 0);
                    }
                }
                default -> throw unforeseen(chunk);
            }
        }
        into.position(begin + length);
    }

    /** Writes all that remains in the buffer. */
    public void write(long offset, ByteBuffer from) throws IOException {
        command(WRITE, offset, from.remaining());
        send(from);
        end();
    }

    /** Makes a range read as zeros; a hole where the server can make one. */
    public void writeZeroes(long offset, int length) throws IOException {
        command(WRITE_ZEROES, offset, length);
        end();
    }

    /** Returns when all that was written is on the disk. */
    public void flush() throws IOException {
        command(FLUSH, 0, 0);
        end();
    }

    /**
     * What a context says of a range, in order and without a gap.
     *
     * @param context one of those given when it was connected
     */
    public List<Extent> extents(String context, long offset, long length) throws IOException {
        Integer id = contexts.get(context);
        if (id == null) {
            throw new IllegalArgumentException(context + " was not asked for");
        }
        List<Extent> all = new ArrayList<>();
        long at = offset;
        while (at < offset + length) {
            long asked = Math.min(MOST_STATUS, offset + length - at);
            command(STATUS, at, (int) asked);
            long from = at;
            boolean last = false;
            while (!last) {
                Chunk chunk = chunk();
                last = chunk.last();
                if (chunk.type() == CHUNK_STATUS) {
                    ByteBuffer data = receive(chunk.length());
                    if (data.getInt() == id) {
                        at = runs(all, from, from + asked, data);
                    }
                } else if (chunk.type() != 0) {
                    throw unforeseen(chunk);
                }
            }
            if (at == from) {
                throw new IOException("the server says nothing of " + context + " at " + from);
            }
        }
        return all;
    }

    /** Runs that say the same are one. */
    private static long runs(List<Extent> all, long from, long end, ByteBuffer data) {
        long at = from;
        while (data.remaining() >= 8 && at < end) {
            long run = Math.min(Integer.toUnsignedLong(data.getInt()), end - at);
            int flags = data.getInt();
            Extent before = all.isEmpty() ? new Extent(at, 0, ~flags) : all.getLast();
            if (before.flags() == flags && before.end() == at) {
                all.set(all.size() - 1, new Extent(before.offset(), before.length() + run, flags));
            } else {
                all.add(new Extent(at, run, flags));
            }
            at += run;
        }
        return at;
    }

    private void end() throws IOException {
        boolean last = false;
        while (!last) {
            Chunk chunk = chunk();
            last = chunk.last();
            if (chunk.type() != 0) {
                throw unforeseen(chunk);
            }
        }
    }

    private void command(short type, long offset, int length) throws IOException {
        request.clear();
        request.putInt(REQUEST).putShort((short) 0).putShort(type).putLong(++handle);
        request.putLong(offset).putInt(length);
        send(request.flip());
    }

    private record Chunk(int type, boolean last, int length) {}

    /** The head of the next part of an answer; what it says of an error is thrown. */
    private Chunk chunk() throws IOException {
        head.clear().limit(16);
        fill(head);
        head.flip();
        int magic = head.getInt();
        if (magic == SIMPLE) {
            int error = head.getInt();
            requireOurs(head.getLong());
            if (error != 0) {
                throw failed(error, "");
            }
            return new Chunk(0, true, 0);
        }
        if (magic != STRUCTURED) {
            throw new IOException("the server answers what nobody asked");
        }
        head.limit(20);
        fill(head.position(16));
        head.position(4);
        int flags = head.getShort();
        int type = Short.toUnsignedInt(head.getShort());
        requireOurs(head.getLong());
        int length = head.getInt();
        if ((type & CHUNK_ERROR) != 0) {
            ByteBuffer data = receive(length);
            int error = data.getInt();
            byte[] words = new byte[Short.toUnsignedInt(data.getShort())];
            data.get(words);
            throw failed(error, new String(words, StandardCharsets.UTF_8));
        }
        return new Chunk(type, (flags & LAST_CHUNK) != 0, length);
    }

    private void requireOurs(long answered) throws IOException {
        if (answered != handle) {
            throw new IOException("the server answers what nobody asked");
        }
    }

    private IOException failed(int error, String words) {
        String why = switch (error) {
            case 1 -> "it is read-only";
            case 5 -> "input or output failed";
            case 12 -> "the server has no memory";
            case 22 -> "the server cannot do that";
            case 28 -> "No space left on device";
            case 108 -> "the server ends";
            default -> "error " + error;
        };
        return new IOException("export \"" + export + "\": " + why + (words.isEmpty() ? "" : " (" + words + ")"));
    }

    private static IOException unforeseen(Chunk chunk) {
        return new IOException("the server answers with an unknown part (" + chunk.type() + ")");
    }

    private ByteBuffer receive(int length) throws IOException {
        if (length < 0 || length > MOST + 64) {
            throw new IOException("the server announces an answer of " + Integer.toUnsignedLong(length) + " bytes");
        }
        ByteBuffer data = ByteBuffer.allocate(length);
        fill(data);
        return data.flip();
    }

    private void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the server of export \"" + export + "\" hung up");
            }
        }
    }

    private void send(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /** Says goodbye. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isConnected()) {
                command(DISCONNECT, 0, 0);
            }
        } catch (IOException e) {
            // who hung up needs no goodbye
        }
    }
}
