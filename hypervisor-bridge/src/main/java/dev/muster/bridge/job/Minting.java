package dev.muster.bridge.job;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the names of new things.
 *
 * @param random where they come from
 */
public record Minting(RandomGenerator random) {
    /** From the system's own source. */
    public static Minting secure() {
        return new Minting(new SecureRandom());
    }

    /** A random UUID (RFC 9562, version 4). */
    public UUID uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Different MAC addresses under QEMU's prefix 52:54:00. */
    public List<String> macs(int count) {
        List<String> macs = new ArrayList<>();
        while (macs.size() < count) {
            int tail = random.nextInt(1 << 24);
            String mac = String.format("52:54:00:%02x:%02x:%02x", tail >> 16, (tail >> 8) & 0xFF, tail & 0xFF);
            if (!macs.contains(mac)) {
                macs.add(mac);
            }
        }
        return macs;
    }
}
