package dev.muster.app.console.rfb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Speaks RFB 3.8 with a display server (RFC 6143). One thread opens it and reads in {@link #run}; keys and pointer come from
 * any thread. The picture is asked for again as soon as an update was decoded, so a slow reader is sent less, not more.
 */
public final class RfbClient {
    static final int RAW = 0;
    private static final int COPY_RECT = 1;
    private static final int HEXTILE = 5;
    private static final int ZRLE = 16;
    private static final int CURSOR = -239;
    private static final int CURSOR_WITH_ALPHA = -314;
    private static final int DESKTOP_SIZE = -223;
    private static final int QEMU_EXTENDED_KEYS = -258;

    /** The best first (RFC 6143, section 7.5.2). */
    private static final List<Integer> ENCODINGS =
            List.of(ZRLE, HEXTILE, COPY_RECT, RAW, DESKTOP_SIZE, CURSOR_WITH_ALPHA, CURSOR, QEMU_EXTENDED_KEYS);

    private static final int NONE = 1;
    private static final int VNC_AUTHENTICATION = 2;
    private static final int TEXT_LIMIT = 1 << 20;

    private final RfbInput in;
    private final OutputStream out;
    private final Optional<String> password;
    private final RfbListener listener;
    private final Framebuffer picture = new Framebuffer(0, 0);
    private volatile boolean extendedKeys;

    /**
     * A client over an open channel.
     *
     * @param password where one is known
     */
    public RfbClient(InputStream in, OutputStream out, Optional<String> password, RfbListener listener) {
        this.in = new RfbInput(in);
        this.out = out;
        this.password = password;
        this.listener = listener;
    }

    /**
     * Opens the display and hears it until it ends, which returns.
     *
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_PROTOCOL}, {@code CONSOLE_PASSWORD}; {@code CONSOLE_LOST}
     *     as the channel throws it
     * @throws IOException as the channel throws it
     */
    public void run() throws IOException {
        new Handshake().go();
        try (Zrle zrle = new Zrle(in, picture)) {
            Hextile hextile = new Hextile(in, picture);
            requestUpdate(false);
            for (int type = in.messageType(); type >= 0; type = in.messageType()) {
                switch (type) {
                    case 0 -> update(zrle, hextile);
                    case 1 -> {
                        in.skip(3, 3);
                        in.skip(in.u16() * 6L, 65_535 * 6);
                    }
                    case 2 -> listener.bell();
                    case 3 -> {
                        in.skip(3, 3);
                        listener.clipboard(new String(in.bytes(in.s32(), TEXT_LIMIT), StandardCharsets.ISO_8859_1));
                    }
                    default -> throw RfbProblems.protocol("a message of type " + type);
                }
            }
        }
    }

    /**
     * A key goes down or up.
     *
     * @param keysym X11's symbol of it (RFC 6143, section 7.5.4)
     * @param scancode XT's set 1 code, 0 where it is not known: then keys depend on the guest's layout being the host's
     */
    public void key(boolean down, int keysym, int scancode) throws IOException {
        if (extendedKeys && scancode != 0) {
            send(ByteBuffer.allocate(12)
                    .put((byte) 255)
                    .put((byte) 0)
                    .putShort((short) (down ? 1 : 0))
                    .putInt(keysym)
                    .putInt(scancode));
        } else {
            send(ByteBuffer.allocate(8)
                    .put((byte) 4)
                    .put((byte) (down ? 1 : 0))
                    .putShort((short) 0)
                    .putInt(keysym));
        }
    }

    /**
     * The pointer is there.
     *
     * @param buttons a bit for each that is down: left, middle, right, wheel up, down, left, right
     */
    public void pointer(int x, int y, int buttons) throws IOException {
        send(ByteBuffer.allocate(6)
                .put((byte) 5)
                .put((byte) buttons)
                .putShort((short) Math.clamp(x, 0, Math.max(0, picture.width() - 1)))
                .putShort((short) Math.clamp(y, 0, Math.max(0, picture.height() - 1))));
    }

    /** Whether keys can be sent as the guest's keyboard has them. */
    public boolean sendsScancodes() {
        return extendedKeys;
    }

    private void update(Zrle zrle, Hextile hextile) throws IOException {
        in.skip(1, 1);
        int count = in.u16();
        for (int i = 0; i < count; i++) {
            int x = in.u16();
            int y = in.u16();
            int w = in.u16();
            int h = in.u16();
            int encoding = in.s32();
            if (encoding >= 0 && !picture.contains(x, y, w, h)) {
                throw RfbProblems.protocol("a rectangle of " + w + " by " + h + " at " + x + ", " + y
                        + " in a picture of " + picture.width() + " by " + picture.height());
            }
            switch (encoding) {
                case RAW -> raw(x, y, w, h);
                case COPY_RECT -> copy(x, y, w, h);
                case HEXTILE -> hextile.read(x, y, w, h);
                case ZRLE -> zrle.read(x, y, w, h);
                case CURSOR -> CursorShape.read(in, x, y, w, h, listener);
                case CURSOR_WITH_ALPHA -> CursorShape.readWithAlpha(in, x, y, w, h, listener);
                case DESKTOP_SIZE -> {
                    picture.resize(w, h);
                    listener.resized(w, h);
                }
                case QEMU_EXTENDED_KEYS -> extendedKeys = true;
                default -> throw RfbProblems.protocol("encoding " + encoding + ", which was not asked for");
            }
        }
        listener.updated();
        requestUpdate(true);
    }

    private void raw(int x, int y, int w, int h) throws IOException {
        byte[] row = new byte[w * Pixels.BYTES];
        int[] pixels = new int[w];
        for (int i = 0; i < h; i++) {
            in.full(row, 0, row.length);
            for (int column = 0; column < w; column++) {
                pixels[column] = Pixels.at(row, column * Pixels.BYTES);
            }
            picture.put(x, y + i, w, 1, pixels, 0, w);
        }
    }

    private void copy(int x, int y, int w, int h) throws IOException {
        int fromX = in.u16();
        int fromY = in.u16();
        if (!picture.contains(fromX, fromY, w, h)) {
            throw RfbProblems.protocol("a copy from outside the picture");
        }
        picture.move(fromX, fromY, x, y, w, h);
    }

    private void requestUpdate(boolean incremental) throws IOException {
        send(ByteBuffer.allocate(10)
                .put((byte) 3)
                .put((byte) (incremental ? 1 : 0))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) picture.width())
                .putShort((short) picture.height()));
    }

    private void send(ByteBuffer message) throws IOException {
        byte[] bytes = new byte[message.flip().remaining()];
        message.get(bytes);
        send(bytes);
    }

    private void send(byte... bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** How a connection begins (RFC 6143, sections 7.1 to 7.3). */
    private final class Handshake {
        void go() throws IOException {
            version();
            security();
            send((byte) 1);
            int width = in.u16();
            int height = in.u16();
            in.skip(16, 16);
            String name = new String(in.bytes(in.s32(), TEXT_LIMIT), StandardCharsets.UTF_8);
            picture.resize(width, height);
            send(Pixels.setFormat());
            ByteBuffer encodings = ByteBuffer.allocate(4 + 4 * ENCODINGS.size())
                    .put((byte) 2)
                    .put((byte) 0)
                    .putShort((short) ENCODINGS.size());
            ENCODINGS.forEach(encodings::putInt);
            send(encodings);
            listener.opened(name, picture);
        }

        private void version() throws IOException {
            String version = new String(in.bytes(12, 12), StandardCharsets.ISO_8859_1);
            if (!version.matches("RFB \\d{3}\\.\\d{3}\n")) {
                throw RfbProblems.protocol("it begins with \"" + version.replaceAll("[^ -~]", "?") + "\"");
            }
            if (version.compareTo("RFB 003.008\n") < 0) {
                throw RfbProblems.protocol("it speaks " + version.strip() + ", older than 3.8");
            }
            send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        }

        private void security() throws IOException {
            byte[] types = in.bytes(in.u8(), 255);
            if (types.length == 0) {
                throw RfbProblems.protocol("it refuses: " + reason());
            }
            if (contains(types, NONE)) {
                send((byte) NONE);
            } else if (contains(types, VNC_AUTHENTICATION)) {
                send((byte) VNC_AUTHENTICATION);
                byte[] challenge = in.bytes(16, 16);
                String secret = password.orElseThrow(() -> RfbProblems.password("none was given"));
                send(VncPassword.response(secret, challenge));
            } else {
                throw RfbProblems.protocol("security types " + java.util.Arrays.toString(types) + " alone");
            }
            int result = in.s32();
            if (result != 0) {
                throw contains(types, NONE) ? RfbProblems.protocol(reason()) : RfbProblems.password(reason());
            }
        }

        private String reason() throws IOException {
            return new String(in.bytes(in.s32(), TEXT_LIMIT), StandardCharsets.UTF_8);
        }

        private static boolean contains(byte[] types, int type) {
            for (byte each : types) {
                if (each == type) {
                    return true;
                }
            }
            return false;
        }
    }
}
