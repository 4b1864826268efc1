package dev.muster.bridge.open;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.HostName;
import dev.muster.bridge.remote.Daemon;
import dev.muster.bridge.remote.DaemonConfig;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.LinkSettings;
import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches bridges from this machine. {@code local} is the daemon or console that has the state directory open where there is
 * one, else a bridge in this very process.
 */
public final class LocalBridgeOpener implements BridgeOpener {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBridgeOpener.class);

    /** Where in a state directory the daemon's socket lies. */
    public static final String SOCKET = "bridge.sock";

    /** One who answers on a socket of this machine does so at once or not at all. */
    private static final LinkSettings ONCE = new LinkSettings(
            Duration.ofSeconds(30), Duration.ofSeconds(25), Duration.ofMillis(500), Duration.ofSeconds(30), 1);

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Map<String, String> environment;
    private final boolean serves;
    private final Duration patience;

    /**
     * Reaches bridges, for one command after which the process ends.
     *
     * @param environment the environment of the process
     */
    public LocalBridgeOpener(Map<String, String> environment) {
        this(environment, false, Duration.ofSeconds(10));
    }

    private LocalBridgeOpener(Map<String, String> environment, boolean serves, Duration patience) {
        this.environment = Map.copyOf(environment);
        this.serves = serves;
        this.patience = patience;
    }

    /** One for a process that stays: a bridge in it also answers the command lines of this machine. */
    public LocalBridgeOpener serving() {
        return new LocalBridgeOpener(environment, true, patience);
    }

    /** One that waits that long for a command which is just at work with the state. */
    LocalBridgeOpener patient(Duration longest) {
        return new LocalBridgeOpener(environment, serves, longest);
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
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<HypervisorBridge> there = at(socket);
            if (there.isPresent()) {
                return there.get();
            }
            try {
                return here(state, socket);
            } catch (MusterException e) {
                if (e.problem().code() != ErrorCode.STATE_IN_USE || System.nanoTime() > until || wasInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Whoever answers at the socket. */
    private Optional<HypervisorBridge> at(Path socket) {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (RemoteBridge asked = RemoteBridge.connect(new BridgeAddress.Unix(socket), paired(), ONCE)) {
            asked.info();
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.BRIDGE_UNREACHABLE) {
                throw e;
            }
            return Optional.empty();
        }
        return Optional.of(RemoteBridge.connect(new BridgeAddress.Unix(socket), paired()));
    }

    private HypervisorBridge here(Path state, Path socket) {
        Principal self = new Principal(System.getProperty("user.name", "local"), Role.ADMINISTRATOR, "local");
        BridgeConfig config = BridgeConfig.in(state);
        Bridge bridge = serves ? Bridge.open(config) : Bridge.look(config);
        if (!serves) {
            return bridge.owned(self);
        }
        // beside the window's start: what it takes to make keys or to find the socket taken is not waited for
        CompletableFuture<Optional<Daemon>> serving = new CompletableFuture<>();
        Thread.ofVirtual().name("muster-local-users").start(() -> serving.complete(serve(bridge, config, socket)));
        return bridge.owned(self, () -> serving.join().ifPresent(Daemon::close));
    }

    private static Optional<Daemon> serve(Bridge bridge, BridgeConfig config, Path socket) {
        try {
            return Optional.of(new Daemon(
                    bridge,
                    bridge.clients(),
                    bridge.codes(),
                    DaemonConfig.of(config.stateDirectory(), config.name(), Optional.empty(), Optional.of(socket))));
        } catch (RuntimeException e) {
            LOG.warn("Command lines cannot work with this bridge while the console is open: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    /** Another process's end cannot be awaited; looks again soon. */
    private static boolean wasInterrupted() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
