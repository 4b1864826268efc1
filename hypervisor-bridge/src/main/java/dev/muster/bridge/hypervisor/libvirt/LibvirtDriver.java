package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.UserLogs;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections through libvirt: QEMU here or elsewhere, and libvirt's test driver. */
public final class LibvirtDriver implements HypervisorDriver {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtDriver.class);

    private final Clock clock;
    private final Duration timeout;
    private final AcceleratorProbe probe;
    private final LibvirtDaemon daemon;

    /** A driver that reads {@code MUSTER_ACCEL} and gives every call 30 seconds. */
    public LibvirtDriver(Clock clock) {
        this(clock, NativeCalls.TIMEOUT, System.getenv().getOrDefault("MUSTER_ACCEL", "auto"));
    }

    /**
     * A driver.
     *
     * @param timeout how long a call may take
     * @param accelerator {@code kvm} or {@code tcg} to use that unprobed; anything else to find out
     */
    public LibvirtDriver(Clock clock, Duration timeout, String accelerator) {
        this(clock, timeout, accelerator, new LibvirtDaemon());
    }

    LibvirtDriver(Clock clock, Duration timeout, String accelerator, LibvirtDaemon daemon) {
        this.clock = clock;
        this.timeout = timeout;
        this.probe = new AcceleratorProbe(accelerator);
        this.daemon = daemon;
    }

    @Override
    public boolean opens(ConnectionUri.Kind kind) {
        return switch (kind) {
            case LOCAL, SSH, TLS, UNIX, TEST -> true;
            case SIMULATED -> false;
        };
    }

    @Override
    public Hypervisor open(ConnectionId name, ConnectionUri uri, HypervisorListener listener) {
        VirtLibrary.load();
        Connection connection = connect(name, uri);
        if (uri.kind() == ConnectionUri.Kind.LOCAL && uri.path().equals("/session")) {
            makeUserLogs();
        }
        try {
            return opened(connection, name, uri, listener);
        } catch (MusterException e) {
            connection.close(pointer -> {});
            throw e;
        }
    }

    private static void makeUserLogs() {
        try {
            UserLogs.make(UserLogs.directory());
        } catch (IOException e) {
            LOG.warn("VMs that write their serial line to {} will not start", UserLogs.directory(), e);
        }
    }

    /**
     * Opens a way to one VM alone, without a connection that is kept: for a process that has nothing else to do.
     *
     * @throws MusterException as {@link #open}; {@code VM_NOT_FOUND}
     */
    public static CaptureLine line(ConnectionUri uri, UUID vm) {
        VirtLibrary.load();
        try {
            return new LibvirtLine(Connection.wire(unattended(uri)), vm);
        } catch (LibvirtException e) {
            throw ConnectDiagnosis.of(uri, e.error()).toException(e);
        }
    }

    private Connection connect(ConnectionId name, ConnectionUri uri) {
        try {
            return Connection.open(name.text(), unattended(uri), wires(uri), timeout);
        } catch (LibvirtException e) {
            Problem problem = ConnectDiagnosis.of(uri, e.error());
            if (problem.code() == ErrorCode.DAEMON_NOT_RUNNING && isOwn(uri)) {
                LibvirtDaemon.Result result = daemon.ensureRunning();
                LOG.debug("{}", result.words());
                switch (result.outcome()) {
                    case STARTED, RAN -> {
                        return reconnect(name, uri);
                    }
                    case FAILED -> throw problem.withDetails(result.words()).toException(e);
                    case LEFT -> {
                        // whoever manages it may have stopped it on purpose: the problem says how to start it
                    }
                }
            }
            throw problem.toException(e);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.HYPERVISOR_TIMEOUT) {
                throw e;
            }
            throw Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            ConnectDiagnosis.place(uri) + " does not answer.",
                            "Its VMs go on running; they cannot be managed.",
                            "Look whether the host is up and a firewall lets the connection through.")
                    .withDetails(e.problem().details())
                    .toException(e);
        }
    }

    private Connection reconnect(ConnectionId name, ConnectionUri uri) {
        try {
            return Connection.open(name.text(), unattended(uri), wires(uri), timeout);
        } catch (LibvirtException e) {
            throw ConnectDiagnosis.of(uri, e.error()).toException(e);
        }
    }

    /** Whether the daemon behind it is this machine's, which may be started. */
    private static boolean isOwn(ConnectionUri uri) {
        return uri.kind() == ConnectionUri.Kind.LOCAL && uri.path().equals("/system");
    }

    /** The machine's UUID; empty where libvirt cannot tell it: that is no reason not to be connected. */
    private static Optional<UUID> uuid(Connection connection) {
        try {
            return connection.call(Subject.HOST, "uuid", HostReader::uuid);
        } catch (MusterException e) {
            LOG.warn("the UUID of a host is not known: {}", e.problem().text());
            return Optional.empty();
        }
    }

    /**
     * How many calls there may be at once, each on a connection of its own ({@link Wires}). They are opened when they are
     * needed, which over ssh or TLS is a login each; those that hang keep theirs.
     */
    private static int wires(ConnectionUri uri) {
        return switch (uri.kind()) {
            case LOCAL, UNIX -> 24;
            case SSH, TLS -> 12;
            case TEST, SIMULATED -> 0;
        };
    }

    /** ssh must not ask for a password or a host key on some terminal: nobody sits there. */
    private static String unattended(ConnectionUri uri) {
        String text = uri.text();
        return uri.kind() == ConnectionUri.Kind.SSH ? text + (text.contains("?") ? "&" : "?") + "no_tty=1" : text;
    }

    private Hypervisor opened(
            Connection connection, ConnectionId name, ConnectionUri uri, HypervisorListener listener) {
        HostReader hostReader = new HostReader(name, uri);
        Host host = connection.call(Subject.HOST, "read", pointer -> hostReader.read(pointer, Accelerator.UNKNOWN));
        HostId id = host.id();
        boolean here = uri.kind() == ConnectionUri.Kind.LOCAL || uri.kind() == ConnectionUri.Kind.UNIX;
        DomainReader domains = new DomainReader(id, here);
        Known known = new Known(host, clock);
        Watcher watcher = new Watcher(
                connection,
                new Watcher.Reading(hostReader, domains, new NetworkReader(id), new PoolReader(id, here)),
                known,
                listener);
        Subscriptions subscriptions = new Subscriptions(watcher::signal);
        // first listen, then list: what changes in between is read once more, and nothing is missed
        connection.listen(subscriptions::begin);
        watcher.begin();
        Runnable endProbe =
                uri.kind() == ConnectionUri.Kind.TEST ? () -> {} : probe.begin(connection, host, here, watcher);
        HostConnection there = new HostConnection(id, connection);
        VolumeWork volumes = new VolumeWork(there, watcher);
        boolean test = uri.kind() == ConnectionUri.Kind.TEST;
        return new LibvirtHypervisor(
                there,
                new VmWork(there, domains, known, watcher, new SchemaCheck(), !test),
                new DeviceWork(there, watcher),
                new MemoryWork(there, watcher),
                new SnapshotWork(there, watcher),
                new NetworkWork(there, watcher),
                new PoolWork(there, watcher),
                volumes,
                new HostFiles(there, new VolumeFiles(there, known, volumes, watcher), here),
                new ConsoleWork(there, uri),
                new MigrationWork(there, watcher),
                new StatsWork(there),
                new BackupWork(there, here),
                // every connection to libvirt's test driver may lead to a world of its own
                of -> test ? Optional.empty() : uuid(of),
                () -> {
                    endProbe.run();
                    watcher.signal(Signal.STOP);
                    connection.close(subscriptions::end);
                });
    }
}
