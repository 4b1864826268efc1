package dev.muster.bridge.cli;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.HostName;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reaches bridges from this machine. {@code local} is the daemon that has the state directory open where there is one, else a
 * bridge in this very process.
 */
public final class LocalBridgeOpener implements BridgeOpener {
    /** Where in a state directory the daemon's socket lies. */
    public static final String SOCKET = "bridge.sock";

    private final Map<String, String> environment;

    /**
     * Reaches bridges.
     *
     * @param environment the environment of the process
     */
    public LocalBridgeOpener(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public HypervisorBridge open(String address, Optional<Path> state) {
        return address.equals("local")
                ? local(state.orElseGet(this::usualState))
                : RemoteBridge.connect(BridgeAddress.parse(address), paired());
    }

    @Override
    public void pair(String address, String code, String clientName) {
        if (!(BridgeAddress.parse(address) instanceof BridgeAddress.Https https)) {
            throw dev.muster.model.error.Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "Only a daemon behind https:// is paired with.",
                            "Nothing was changed.",
                            "Give the address as https://HOST:PORT.")
                    .toException();
        }
        RemoteBridge.pair(https, code, clientName, paired());
    }

    /** What this user of this machine calls itself when it pairs. */
    public static String clientName() {
        return System.getProperty("user.name", "user") + "@" + HostName.ofThisMachine();
    }

    /** The user's own state directory. */
    public Path usualState() {
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home", "."), ".local", "state") : Path.of(xdg);
        return base.resolve("muster");
    }

    private Path paired() {
        return PairedBridges.directoryIn(environment);
    }

    private HypervisorBridge local(Path state) {
        Path socket = state.resolve(SOCKET);
        if (Files.exists(socket)) {
            try {
                RemoteBridge daemon = RemoteBridge.connect(new BridgeAddress.Unix(socket), paired());
                daemon.info();
                return daemon;
            } catch (MusterException e) {
                if (e.problem().code() != ErrorCode.BRIDGE_UNREACHABLE) {
                    throw e;
                }
            }
        }
        Principal self = new Principal(System.getProperty("user.name", "local"), Role.ADMINISTRATOR, "local");
        Bridge bridge = Bridge.open(BridgeConfig.in(state));
        return bridge.owned(self);
    }
}
