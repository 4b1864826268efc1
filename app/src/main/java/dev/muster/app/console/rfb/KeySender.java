package dev.muster.app.console.rfb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends keys so that none stays down: what went down is remembered until it goes up. On one thread. */
public final class KeySender {
    /** Left Shift. */
    public static final Stroke SHIFT = Stroke.of(0xffe1, 0x2a);
    /** Left Ctrl. */
    public static final Stroke CONTROL = Stroke.of(0xffe3, 0x1d);
    /** Left Alt. */
    public static final Stroke ALT = Stroke.of(0xffe9, 0x38);
    /** AltGr. */
    public static final Stroke ALT_GRAPH = Stroke.of(0xfe03, 0xb8);
    /** The key with a window on it. */
    public static final Stroke META = Stroke.of(0xffeb, 0xdb);
    /** Delete. */
    public static final Stroke DELETE = Stroke.of(0xffff, 0xd3);

    /** Where keys go. */
    @FunctionalInterface
    public interface Keys {
        /** See {@link RfbClient#key}. */
        void key(boolean down, int keysym, int scancode) throws IOException;
    }

    private final Keys to;
    private final Map<Integer, Stroke> down = new LinkedHashMap<>();

    /** Sends there. */
    public KeySender(Keys to) {
        this.to = to;
    }

    /** A key goes down; again while it is down is a repetition. */
    public void press(Stroke key) throws IOException {
        down.put(id(key), key);
        to.key(true, key.keysym(), key.scancode());
    }

    /** A key goes up; one that is not down is left alone. */
    public void release(Stroke key) throws IOException {
        Stroke held = down.remove(id(key));
        if (held != null) {
            to.key(false, held.keysym(), held.scancode());
        }
    }

    /** All keys go up, the last pressed first: the keyboard belongs to somebody else now. */
    public void releaseAll() throws IOException {
        List<Stroke> held = new ArrayList<>(down.values()).reversed();
        down.clear();
        for (Stroke key : held) {
            to.key(false, key.keysym(), key.scancode());
        }
    }

    /** Whether that key is down. */
    public boolean isDown(Stroke key) {
        return down.containsKey(id(key));
    }

    /** All down in order, then all up. */
    public void combination(List<Stroke> keys) throws IOException {
        for (Stroke key : keys) {
            press(key);
        }
        for (Stroke key : keys.reversed()) {
            release(key);
        }
    }

    /** A key once, with Shift and AltGr as it needs them, whatever of them is held. */
    public void tap(Stroke key) throws IOException {
        boolean held = isDown(SHIFT);
        boolean addShift = key.shift() && !held;
        boolean dropShift = !key.shift() && held;
        boolean addAltGr = key.altGr() && !isDown(ALT_GRAPH);
        if (addShift || dropShift) {
            to.key(addShift, SHIFT.keysym(), SHIFT.scancode());
        }
        if (addAltGr) {
            to.key(true, ALT_GRAPH.keysym(), ALT_GRAPH.scancode());
        }
        to.key(true, key.keysym(), key.scancode());
        to.key(false, key.keysym(), key.scancode());
        if (addAltGr) {
            to.key(false, ALT_GRAPH.keysym(), ALT_GRAPH.scancode());
        }
        if (addShift || dropShift) {
            to.key(dropShift, SHIFT.keysym(), SHIFT.scancode());
        }
    }

    /**
     * A text, key by key.
     *
     * @return how many characters the guest's keyboard has no key for
     */
    public int type(String text, GuestLayout layout) throws IOException {
        int left = 0;
        for (char c : text.replace("\r\n", "\n").toCharArray()) {
            var stroke = layout.stroke(c);
            if (stroke.isPresent()) {
                tap(stroke.get());
            } else {
                left++;
            }
        }
        return left;
    }

    private static int id(Stroke key) {
        return key.scancode() == 0 ? key.keysym() : -key.scancode();
    }
}
