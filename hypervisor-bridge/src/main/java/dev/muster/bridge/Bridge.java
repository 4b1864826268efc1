package dev.muster.bridge;

import dev.muster.bridge.access.AccessAnswers;
import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.access.RevokeDefinition;
import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.console.Consoles;
import dev.muster.bridge.event.EventHub;
import dev.muster.bridge.host.HostJobs;
import dev.muster.bridge.host.HostQueries;
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
import dev.muster.bridge.network.NetworkFeature;
import dev.muster.bridge.network.NetworkQueries;
import dev.muster.bridge.remote.server.BridgeAccess;
import dev.muster.bridge.snapshot.SnapshotFeature;
import dev.muster.bridge.snapshot.SnapshotQueries;
import dev.muster.bridge.stats.Sampler;
import dev.muster.bridge.stats.StatsAnswers;
import dev.muster.bridge.storage.StorageFeature;
import dev.muster.bridge.storage.StorageQueries;
import dev.muster.bridge.storage.Uploads;
import dev.muster.bridge.store.SqlDocuments;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.vm.VmFeature;
import dev.muster.bridge.vm.VmQueries;
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
import java.util.Optional;
import java.util.UUID;
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
    private final EventHub hub;
    private final Audit audit;
    private final InventoryKeeper inventory;
    private final Connections connections;
    private final PairedClients clients;
    private final PairingCodes codes;
    private final JobEngine jobs;
    private final QueryDesk queries;
    private final Uploads uploads;
    private final Consoles consoles;
    private final Sampler sampler;
    /** What to close, the last opened first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Bridge(BridgeConfig config, List<HypervisorDriver> drivers, Clock clock) {
        this.config = config;
        Store store = config.databaseUrl().map(Store::open).orElseGet(() -> Store.open(config.stateDirectory()));
        opened.push(store);
        SqlDocuments documents = new SqlDocuments(store, clock);
        this.audit = new SqlAudit(store, clock);
        this.hub = new EventHub(UUID.randomUUID().toString(), REMEMBERED_EVENTS, QUEUED_EVENTS);
        opened.push(hub);
        SystemDelays delays = new SystemDelays();
        opened.push(delays);
        this.inventory = new InventoryKeeper(hub::inventoryChanged, delays);
        this.connections = new Connections(drivers, documents, inventory, delays, clock, new SecureRandom());
        opened.push(connections);
        this.clients = new PairedClients(documents, clock);
        this.codes = new PairingCodes(clock, new SecureRandom());

        List<JobDefinition<?>> definitions = new ArrayList<>();
        definitions.addAll(HostJobs.definitions(connections));
        PatientSteps patient = new PatientSteps(connections, inventory, PatientSteps.LONGEST);
        VmFeature vms = new VmFeature(connections, inventory);
        definitions.addAll(patient.of(vms.definitions()));
        definitions.addAll(patient.of(new SnapshotFeature(connections, inventory, vms.claims()).definitions()));
        definitions.addAll(patient.of(new NetworkFeature(connections, inventory).definitions()));
        StorageFeature storage = new StorageFeature(connections, inventory);
        this.uploads = storage.uploads();
        definitions.addAll(patient.of(storage.definitions()));
        definitions.add(new RevokeDefinition(clients));
        this.jobs = new JobEngine(store, definitions, clock, new Announced(hub));
        opened.push(jobs);
        this.consoles = new Consoles(connections, inventory);
        opened.push(consoles);
        this.sampler = new Sampler(connections, inventory, clock);
        opened.push(sampler);
        this.queries = new QueryDesk(
                jobs,
                audit,
                new HostQueries(drivers),
                new VmQueries(connections, inventory),
                new SnapshotQueries(connections, inventory),
                new AccessAnswers(clients, codes),
                new StatsAnswers(sampler, inventory, clock),
                new NetworkQueries(connections, inventory),
                new StorageQueries(connections, inventory));
    }

    /**
     * Opens a bridge: its connections are opened in the background, and jobs that were in flight when it last ended are
     * resumed or undone as soon as their hosts were tried.
     *
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE}, {@code STORE_NEWER}, {@code STORE_UNREADABLE},
     *     {@code STORE_FULL}
     */
    public static Bridge open(BridgeConfig config) {
        return open(
                config,
                List.of(new LibvirtDriver(Clock.systemUTC()), new SimulatedDriver(Clock.systemUTC())),
                Clock.systemUTC());
    }

    /** Opens a bridge with other hypervisors or another clock, for tests. */
    static Bridge open(BridgeConfig config, List<HypervisorDriver> drivers, Clock clock) {
        Bridge bridge = new Bridge(config, drivers, clock);
        try {
            bridge.start();
            return bridge;
        } catch (RuntimeException e) {
            bridge.close();
            throw e;
        }
    }

    private void start() {
        hub.remember(jobs.recent(Optional.empty(), 100));
        hub.remember(jobs.unfinished());
        connections.start();
        sampler.start();
        inventory.flush(); // who subscribes from now on sees which hosts are being connected to
        Thread.ofVirtual().name("muster-recovery").start(() -> {
            try {
                long end = System.nanoTime() + FIRST_TRY.toNanos();
                for (Connections.Connection kept : connections.list()) {
                    connections.await(kept.id(), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                }
                jobs.start();
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

    private HypervisorBridge authorised(Principal principal, Runnable onClose) {
        BridgeInfo info = new BridgeInfo(config.name(), BridgeConfig.VERSION, BridgeConfig.API, principal);
        return new AuthorisedBridge(principal, info, hub, jobs, audit, queries, consoles, uploads, onClose);
    }

    @Override
    public Subscription subscribe(Principal principal, Optional<Stamp> after, BridgeListener listener) {
        return hub.subscribe(after, listener);
    }

    @Override
    public void audit(Principal by, String action, String subject, Outcome outcome, String detail) {
        audit.append(by, action, subject, outcome, "", detail);
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

    /** Passes what jobs say on to the stream. */
    private record Announced(EventHub hub) implements JobListener {
        @Override
        public void onJob(Job job) {
            hub.jobChanged(job);
        }

        @Override
        public void onLog(JobId job, LogLine line) {
            hub.jobLogged(job, line);
        }
    }
}
