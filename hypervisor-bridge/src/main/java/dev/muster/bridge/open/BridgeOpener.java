package dev.muster.bridge.open;

import dev.muster.model.bridge.HypervisorBridge;
import java.nio.file.Path;
import java.util.Optional;

/** How the command line and the console reach a bridge. */
public interface BridgeOpener {
    /**
     * Opens a bridge.
     *
     * @param address {@code local}, {@code unix:PATH} or {@code https://HOST:PORT}
     * @param state state directory of the local bridge; empty for the user's own
     * @throws dev.muster.model.error.MusterException {@code BRIDGE_UNREACHABLE} and its like
     */
    HypervisorBridge open(String address, Optional<Path> state);

    /**
     * Pairs with a daemon and keeps what it gave.
     *
     * @param address {@code https://HOST:PORT}
     * @param code the code the daemon shows
     * @param clientName what this client calls itself
     */
    void pair(String address, String code, String clientName);
}
