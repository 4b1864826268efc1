package dev.muster.bridge.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The boots that are under way, the newest few thousand. */
final class BootSessions {
    private static final int MOST = 5_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, BootSession> sessions = new LinkedHashMap<>();

    String newToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    synchronized void put(BootSession session) {
        sessions.put(session.token(), session);
        if (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    /** The boot of that token, asked for from that address. */
    synchronized Optional<BootSession> find(String token, String address) {
        return Optional.ofNullable(sessions.get(token))
                .filter(session -> session.address().equals(address));
    }
}
