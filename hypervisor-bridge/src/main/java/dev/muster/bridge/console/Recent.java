package dev.muster.bridge.console;

/** The last of what was said, so many bytes at most. */
final class Recent {
    private final byte[] ring;
    private long count;

    Recent(int capacity) {
        ring = new byte[capacity];
    }

    void add(byte[] part) {
        if (ring.length == 0) {
            return;
        }
        for (int i = Math.max(0, part.length - ring.length); i < part.length; i++) {
            ring[(int) (count++ % ring.length)] = part[i];
        }
    }

    byte[] bytes() {
        int length = (int) Math.min(count, ring.length);
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = ring[(int) ((count - length + i) % ring.length)];
        }
        return all;
    }
}
