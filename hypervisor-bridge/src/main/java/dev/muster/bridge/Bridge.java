package dev.muster.bridge;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.console.Consoles;
import dev.muster.bridge.event.EventHub;
import dev.muster.bridge.feature.CallDispatcher;
import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryDispatcher;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.inventory.InventoryKeeper;
import dev.muster.bridge.inventory.PatientSteps;
import dev.muster.bridge.inventory.SystemDelays;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobEngine;
import dev.muster.bridge.job.JobListener;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.remote.server.BridgeAccess;
import dev.muster.bridge.report.ReportGround;
import dev.muster.bridge.store.PlanVersions;
import dev.muster.bridge.store.ReportRegister;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.bridge.store.SqlDocuments;
import dev.muster.bridge.store.Store;
import dev.muster.model.access.Principal;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rooms of the bridge together. One per state directory and process. */
public final class Bridge implements BridgeAccess, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int REMEMBERED_EVENTS = 20_000;
    private static final int QUEUED_EVENTS = 5_000;
    /** How long jobs of an earlier run wait for all hosts together; their steps then wait for those they are about. */
    private static final Duration FIRST_TRY = Duration.ofSeconds(20);

    private final BridgeConfig config;
    /** Whether features submit what is due, rather than only what is asked for. */
    private final boolean worksOnItsOwn;

    private final EventHub hub;
    private final Audit audit;
    private final InventoryKeeper inventory;
    private final Connections connections;
    private final PairedClients clients;
    private final PairingCodes codes;
    private final List<Feature> features;
    private final AtomicBoolean takenUp = new AtomicBoolean();
    private final JobEngine engine;
    private final QueryDispatcher queries;
    private final CallDispatcher calls;
    private final Consoles consoles;
    /** What to close, the last opened first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Bridge(BridgeConfig config, List<HypervisorDriver> drivers, Clock clock, boolean worksOnItsOwn) {
        this.config = config;
        this.worksOnItsOwn = worksOnItsOwn;
        Store store = config.databaseUrl().map(Store::open).orElseGet(() -> Store.open(config.stateDirectory()));
        opened.push(store);
        SqlDocuments documents = new SqlDocuments(store, clock);
        this.audit = new SqlAudit(store, clock);
        this.hub =
                new EventHub(UUID.randomUUID().toString(), REMEMBERED_EVENTS, EventHub.REMEMBERED_BYTES, QUEUED_EVENTS);
        opened.push(hub);
        SystemDelays delays = new SystemDelays();
        opened.push(delays);
        this.inventory = new InventoryKeeper(hub::inventoryChanged, delays);
        this.connections = new Connections(drivers, documents, inventory, delays, clock, new SecureRandom());
        opened.push(connections);
        this.clients = new PairedClients(documents, inventory, clock);
        this.codes = new PairingCodes(clock, new SecureRandom());

        this.features = Features.all(
                new FeatureContext(
                        drivers,
                        connections,
                        inventory,
                        documents,
                        inventory,
                        new LateJobs(this::engine),
                        clock,
                        config.stateDirectory()),
                clients,
                codes,
                new ScheduleRuns(store),
                new PlanVersions(store),
                new ReportGround(new ReportRegister(store), audit, BridgeConfig.VERSION, config.name()),
                new RunAs(clients, clock, by -> authorised(by, () -> {})));
        features.forEach(opened::push);
        this.engine = new JobEngine(store, definitions(), clock, new Announced(hub, features));
        opened.push(engine);
        this.consoles = new Consoles(connections, inventory);
        opened.push(consoles);
        List<QueryHandler> queries = new ArrayList<>(new JournalQueries(engine, audit).handlers());
        features.forEach(feature -> queries.addAll(feature.queries()));
        this.queries = new QueryDispatcher(queries);
        this.calls = new CallDispatcher(
                features.stream().flatMap(feature -> feature.calls().stream()).toList());
    }

    private List<JobDefinition<?>> definitions() {
        PatientSteps patient = new PatientSteps(connections, inventory, PatientSteps.LONGEST);
        return features.stream()
                .<JobDefinition<?>>flatMap(feature ->
                        (feature.waitsForHosts() ? patient.of(feature.definitions()) : feature.definitions()).stream())
                .toList();
    }

    private JobEngine engine() {
        return engine;
    }

    /**
     * Opens a bridge: its connections are opened in the background, and jobs that were in flight when it last ended are
     * resumed or undone as soon as their hosts were tried.
     *
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE}, {@code STORE_NEWER}, {@code STORE_UNREADABLE},
     *     {@code STORE_FULL}
     */
    public static Bridge open(BridgeConfig config) {
        return open(config, usualDrivers(), Clock.systemUTC());
    }

    /**
     * Opens a bridge for a look: jobs that were in flight stay as they are until work is asked for. What they hold is held
     * all the same.
     *
     * @throws dev.muster.model.error.MusterException as {@link #open(BridgeConfig)}
     */
    public static Bridge look(BridgeConfig config) {
        return open(config, usualDrivers(), Clock.systemUTC(), false);
    }

    private static List<HypervisorDriver> usualDrivers() {
        return List.of(new LibvirtDriver(Clock.systemUTC()), new SimulatedDriver(Clock.systemUTC()));
    }

    /** Opens a bridge with other hypervisors or another clock, for tests. */
    static Bridge open(BridgeConfig config, List<HypervisorDriver> drivers, Clock clock) {
        return open(config, drivers, clock, true);
    }

    private static Bridge open(BridgeConfig config, List<HypervisorDriver> drivers, Clock clock, boolean takesUp) {
        Bridge bridge = new Bridge(config, drivers, clock, takesUp);
        try {
            bridge.start();
            if (takesUp) {
                bridge.takeUp();
            }
            return bridge;
        } catch (RuntimeException e) {
            bridge.close();
            throw e;
        }
    }

    private void start() {
        hub.remember(engine.recent(Optional.empty(), 100));
        hub.remember(engine.unfinished());
        connections.start();
        features.forEach(Feature::start);
        inventory.flush(); // who subscribes from now on sees which hosts are being connected to
    }

    /** Takes up the jobs of an earlier run; once is enough. */
    private void takeUp() {
        if (!takenUp.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("muster-recovery").start(() -> {
            try {
                long end = System.nanoTime() + FIRST_TRY.toNanos();
                for (Connections.Connection kept : connections.list()) {
                    connections.await(kept.id(), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                }
                engine.start();
                if (worksOnItsOwn) {
                    features.forEach(Feature::takeUp);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (MusterException e) {
                LOG.debug("The bridge was closed before its jobs were taken up; the next start does that", e);
            }
        });
    }

    @Override
    public HypervisorBridge as(Principal principal) {
        return authorised(principal, () -> {});
    }

    /** The bridge as its one owner meets it, who closes all of it by closing this. */
    public HypervisorBridge owned(Principal principal) {
        return owned(principal, () -> {});
    }

    /** The same; {@code first} is closed before the bridge is. */
    public HypervisorBridge owned(Principal principal, Runnable first) {
        return authorised(principal, () -> {
            first.run();
            close();
        });
    }

    private AuthorisedBridge authorised(Principal principal, Runnable onClose) {
        BridgeInfo info = new BridgeInfo(config.name(), BridgeConfig.VERSION, BridgeConfig.API, principal);
        return new AuthorisedBridge(
                principal, info, hub, engine, audit, queries, calls, consoles, this::takeUp, onClose);
    }

    @Override
    public Subscription subscribe(Principal principal, Optional<Stamp> after, BridgeListener listener) {
        return hub.subscribe(after, new VisibleEvents(principal.role(), listener));
    }

    @Override
    public void audit(Principal by, String action, String subject, Outcome outcome, String detail) {
        audit.append(by, action, subject, outcome, "", detail);
    }

    @Override
    public List<CallHandler> calls() {
        return calls.handlers();
    }

    /** The queries that are answered here. */
    Set<Class<?>> answeredQueries() {
        return queries.queries();
    }

    /** The clients that were paired, for whoever serves this bridge. */
    public PairedClients clients() {
        return clients;
    }

    /** The pairing codes that are open, for whoever serves this bridge. */
    public PairingCodes codes() {
        return codes;
    }

    /** Stops. Jobs stop at a step boundary and are taken up again at the next start; VMs go on running. */
    @Override
    public void close() {
        synchronized (opened) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    LOG.warn("Closing the bridge did not go smoothly", e);
                }
            }
        }
    }

    /** The jobs for features, which are made before the engine that runs them. */
    private record LateJobs(Supplier<JobEngine> engine) implements Jobs {
        @Override
        public Job job(JobId id) {
            return engine.get().job(id);
        }

        @Override
        public List<LogLine> log(JobId id, long after) {
            return engine.get().log(id, after);
        }

        @Override
        public Map<String, String> facts(JobId id) {
            return engine.get().facts(id);
        }
    }

    /** Passes what jobs say on to the stream. */
    private record Announced(EventHub hub, List<Feature> features) implements JobListener {
        @Override
        public void onJob(Job job) {
            hub.jobChanged(job);
            if (job.state().isEnded()) {
                features.forEach(feature -> feature.jobEnded(job));
            }
        }

        @Override
        public void onLog(JobId job, LogLine line) {
            hub.jobLogged(job, line);
        }
    }
}
