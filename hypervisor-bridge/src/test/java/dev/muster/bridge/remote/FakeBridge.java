package dev.muster.bridge.remote;

import dev.muster.bridge.access.MemoryDocuments;
import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.event.EventHub;
import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.server.BridgeAccess;
import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A bridge with nothing behind it but a stream of events: what the server needs, and nothing to wait for. */
final class FakeBridge implements BridgeAccess, AutoCloseable {
    final EventHub hub;
    final PairedClients clients;
    final PairingCodes codes;
    final List<String> audit = new CopyOnWriteArrayList<>();
    final List<Command> done = new CopyOnWriteArrayList<>();
    private final Map<String, JobId> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger jobs = new AtomicInteger();

    FakeBridge(Clock clock) {
        this(
                clock,
                new EventHub(UUID.randomUUID().toString(), 1000, EventHub.REMEMBERED_BYTES, 1000),
                new PairedClients(new MemoryDocuments(), clock));
    }

    FakeBridge(Clock clock, EventHub hub, PairedClients clients) {
        this.hub = hub;
        this.clients = clients;
        this.codes = new PairingCodes(clock, new SecureRandom());
    }

    /** Something happens: the host of that number appears or changes. */
    void hostAppears(int number) {
        hostAppears("h" + number);
    }

    private void hostAppears(String name) {
        Host host = Host.connecting(new HostId(name), new ConnectionId(name), "sim:///");
        hub.inventoryChanged(new InventoryDelta(List.of(new InventoryChange.HostPut(host))));
    }

    @Override
    public Subscription subscribe(Principal principal, Optional<Stamp> after, BridgeListener listener) {
        return hub.subscribe(after, listener);
    }

    @Override
    public List<CallHandler> calls() {
        return List.of();
    }

    @Override
    public void audit(Principal by, String action, String subject, Outcome outcome, String detail) {
        audit.add(by.name() + " " + action + " " + outcome + " " + detail);
    }

    @Override
    public HypervisorBridge as(Principal principal) {
        return new HypervisorBridge() {
            @Override
            public BridgeInfo info() {
                return new BridgeInfo("fake", "0", 1, principal);
            }

            @Override
            public InventoryImage inventory() {
                return hub.image();
            }

            @Override
            public Subscription subscribe(BridgeListener listener) {
                return hub.subscribe(Optional.empty(), listener);
            }

            @Override
            public JobId submit(Command command, String requestKey) {
                require(principal, command.requires());
                return byKey.computeIfAbsent(requestKey, key -> run(command, principal));
            }

            @Override
            public <R extends Record> R ask(Query<R> query) {
                require(principal, query.requires());
                return query.answer().cast(answer(query));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        hub.close();
    }

    private Record answer(Query<?> query) {
        return switch (query) {
            case AccessQuery.Clients _ -> new AccessQuery.ClientList(clients.all());
            case AccessQuery.NewPairingCode fresh -> codes.open(fresh.role());
            case JobQuery.Show show ->
                throw Problem.of(ErrorCode.JOB_NOT_FOUND, "There is no job " + show.job() + ".", "", "List the jobs.")
                        .toException();
            case JobQuery.Recent recent -> new JobQuery.Jobs(List.of());
            default -> throw new IllegalStateException("not asked in these tests: " + query);
        };
    }

    private JobId run(Command command, Principal by) {
        if (command instanceof HostCommand.Disconnect gone) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "There is no connection " + gone.connection() + ".",
                            "Nothing was changed.",
                            "List the hosts.")
                    .toException();
        }
        JobId id = new JobId("job-%06d".formatted(jobs.incrementAndGet()));
        done.add(command);
        hub.jobChanged(job(id, command, by, JobState.RUNNING, 1));
        if (command instanceof HostCommand.Connect connect) {
            hostAppears(connect.connection().text());
        }
        if (command instanceof AccessCommand.Revoke revoke) {
            clients.revoke(revoke.fingerprint());
        }
        hub.jobChanged(job(id, command, by, JobState.DONE, 2));
        return id;
    }

    private static Job job(JobId id, Command command, Principal by, JobState state, long revision) {
        return new Job(
                id,
                Json.typeName(command.getClass()),
                "Do it",
                by.name(),
                state,
                revision,
                false,
                Progress.NONE,
                List.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private static void require(Principal principal, Role least) {
        if (!principal.role().includes(least)) {
            throw Problem.of(ErrorCode.NOT_ALLOWED, principal.name() + " may not.", "Nothing was changed.", "Ask.")
                    .toException();
        }
    }
}
