package dev.muster.model.recovery;

import java.util.Base64;
import java.util.List;

/**
 * Who may come in through a WireGuard tunnel.
 *
 * @param name for people, such as {@code head-office}
 * @param key its public key: 32 bytes in base64
 * @param allowed the addresses and blocks that it has in the tunnel, such as {@code 10.99.0.2/32}; at least one, each of one peer only
 */
public record VpnPeer(String name, String key, List<String> allowed) {
    private static final int KEY_BYTES = 32;

    public VpnPeer {
        allowed = List.copyOf(allowed);
    }

    /** Whether a text can be a key. */
    public static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES && text.length() == 44;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** In words, such as {@code head-office 10.99.0.2/32}. */
    public String text() {
        return name + " " + String.join(" ", allowed);
    }
}
