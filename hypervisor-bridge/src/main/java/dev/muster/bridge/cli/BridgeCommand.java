package dev.muster.bridge.cli;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.HostName;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.bridge.remote.Daemon;
import dev.muster.bridge.remote.DaemonConfig;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster bridge}: runs the bridge as a daemon until it is asked to end. */
@Command(
        mixinStandardHelpOptions = true,
        name = "bridge",
        description =
                "Runs the bridge as a daemon: over HTTPS for paired consoles, over a Unix socket for this machine.",
        footer = {
            "",
            "Stops in order on SIGTERM and SIGINT and then exits with 0; jobs in flight stop at a step boundary and are taken",
            "up at the next start. Being killed while it stops loses nothing."
        })
final class BridgeCommand implements Callable<Integer> {
    private final LocalBridgeOpener opener;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--state", paramLabel = "DIR", description = "State directory.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "JDBC URL of a PostgreSQL database instead of SQLite.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to serve HTTPS (default: 0.0.0.0:" + BridgeAddress.DEFAULT_PORT
                    + "); \"none\" for not at all.")
    private String listen = "0.0.0.0:" + BridgeAddress.DEFAULT_PORT;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Where to serve local users (default: in the state directory).")
    private Optional<Path> socket = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "What the bridge calls itself.")
    private String name = HostName.ofThisMachine();

    @Option(
            names = "--pair",
            paramLabel = "viewer|operator|administrator",
            description = "The role of the first pairing code shown (default: ${DEFAULT-VALUE}).")
    private Role pair = Role.ADMINISTRATOR;

    BridgeCommand(LocalBridgeOpener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.root().commandLine().getOut();
        Path directory = state.orElseGet(opener::usualState);
        Optional<InetSocketAddress> address = listen.equals("none") ? Optional.empty() : Optional.of(address(listen));
        Path local = socket.orElse(directory.resolve(LocalBridgeOpener.SOCKET));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        StopSignals.on(asked::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            awaitEnd(ended);
        }));
        try (Bridge bridge = Bridge.open(new BridgeConfig(directory, database, name));
                Daemon daemon = new Daemon(
                        bridge,
                        bridge.clients(),
                        bridge.codes(),
                        DaemonConfig.of(directory, name, address, Optional.of(local)))) {
            out.println("Local users: unix:" + local);
            daemon.port().ifPresent(port -> {
                AccessQuery.PairingCode code = bridge.codes().open(pair);
                out.println("Consoles: https://" + reached(address) + ":" + port);
                out.println("Fingerprint of its authority (SHA-256): " + daemon.fingerprint());
                out.println("Pairing code for one " + pair.name().toLowerCase(Locale.ROOT) + " until "
                        + Table.moment(code.expires())
                        + ": " + code.code());
            });
            out.println("Ready.");
            out.flush();
            asked.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** What consoles elsewhere call this machine, unless only one of its addresses is listened on. */
    private String reached(Optional<InetSocketAddress> address) {
        return address.filter(one -> !one.isUnresolved() && !one.getAddress().isAnyLocalAddress())
                .map(InetSocketAddress::getHostString)
                .orElse(name);
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    text.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not HOST:PORT.",
                            "The daemon was not started.",
                            "Write for example 0.0.0.0:" + BridgeAddress.DEFAULT_PORT + ".")
                    .toException(e);
        }
    }
}
