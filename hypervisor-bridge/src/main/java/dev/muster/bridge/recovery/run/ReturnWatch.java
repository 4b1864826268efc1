package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.recovery.Decision;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StandingRecovery.OldCopy;
import dev.muster.model.recovery.StartGuard;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after recoveries that stand: tells which old machines keep off, sees to those whose host returns, and decides by the plan's time
 * limit when nobody does. Starts what it guards, instead of the hosts, when nothing has taken its place.
 */
final class ReturnWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnWatch.class);

    /** What could not be done is tried again. */
    private static final Duration APART = Duration.ofMinutes(1);

    private final RunGround ground;
    private final Inventory inventory;
    private final ObjectStore<StandingRecovery> standing;
    private final ObjectStore<StartGuard> guards;
    private final Submitter submitter;
    private final BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    /** So long after a host began to answer its VMs are told as they are by then. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** Since when hosts answer. */
    private final Map<HostId, Instant> answering = new HashMap<>();

    /** What was started since its host answers. */
    private final Set<VmId> started = new HashSet<>();

    private volatile boolean closed;

    ReturnWatch(
            RunGround ground,
            Inventory inventory,
            ObjectStore<StandingRecovery> standing,
            ObjectStore<StartGuard> guards,
            Submitter submitter) {
        this.ground = ground;
        this.inventory = inventory;
        this.standing = standing;
        this.guards = guards;
        this.submitter = submitter;
    }

    /** Shows what was there last. */
    void publish() {
        standing.publish();
        guards.publish();
    }

    /** Begins to look. */
    void start() {
        threads.add(Thread.ofVirtual().name("muster-returns").start(this::look));
        threads.add(Thread.ofVirtual().name("muster-returns-changes").start(this::awaitChanges));
    }

    /** A run ended, or something was decided. */
    void changed() {
        due.add(Boolean.TRUE);
    }

    private void awaitChanges() {
        try {
            List<String> known = deciding(inventory.image());
            while (true) {
                List<String> before = known;
                if (inventory
                        .await(image -> !deciding(image).equals(before), APART)
                        .isPresent()) {
                    known = deciding(inventory.image());
                    changed();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> deciding(InventoryImage image) {
        List<String> all = new ArrayList<>();
        image.hosts().values().forEach(host -> all.add(host.id() + " " + host.state()));
        image.vms().values().forEach(vm -> all.add(vm.id() + " " + vm.state() + " " + vm.autostart()));
        all.sort(null);
        return all;
    }

    private void look() {
        try {
            while (true) {
                try {
                    lookAtAll();
                } catch (MusterException e) {
                    if (closed) {
                        return;
                    }
                    LOG.warn("Recoveries that stand were not looked at", e);
                }
                var _ = due.poll(untilNext().toMillis(), TimeUnit.MILLISECONDS);
                due.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until a time limit is over, at most until it is looked again anyway. */
    private Duration untilNext() {
        Instant now = ground.clock().instant();
        return standing.all().stream()
                .flatMap(one -> one.decideBy().stream())
                .map(limit -> Duration.between(now, limit))
                .map(left -> left.isNegative() ? APART : left.plusMillis(1))
                .filter(left -> left.compareTo(APART) < 0)
                .min(Duration::compareTo)
                .orElse(APART);
    }

    private void lookAtAll() {
        InventoryImage image = inventory.image();
        Set<String> plans = new HashSet<>();
        for (Runs.Standing run : ground.runs().recoveries()) {
            plans.add(run.plan().text());
            Map<String, String> facts = ground.runs().facts(run.job());
            StandingRecovery now = standing(run, facts, image);
            standing.put(now);
            if (now.copies().stream().anyMatch(copy -> copy.state() == StandingRecovery.State.RETURNED)) {
                submit(
                        new RecoveryCommand.Fence(run.plan(), run.job()),
                        run,
                        "host returned",
                        // as long as it lasts, the same one; one that failed is tried again
                        "fence-" + now.copies() + ground.clock().instant().truncatedTo(ChronoUnit.MINUTES));
            }
            decide(run, facts);
        }
        for (StandingRecovery old : standing.all()) {
            if (!plans.contains(old.id().text())) {
                standing.delete(old.id());
            }
        }
        startGuarded(image);
    }

    private StandingRecovery standing(Runs.Standing run, Map<String, String> facts, InventoryImage image) {
        List<OldCopy> copies = new ArrayList<>();
        Map<String, VmId> unreached = FenceDefinition.unreached(ground, facts);
        Decided decided = Decided.of(facts);
        for (PlanMachine machine : decided.inOrder()) {
            if (decided.machines().containsKey(machine.key())) {
                image.vms().values().stream()
                        .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                        .findFirst()
                        .ifPresent(vm -> copies.add(new OldCopy(
                                machine.key(),
                                vm.id(),
                                vm.name(),
                                state(vm, image, unreached.containsKey(machine.key())))));
            }
        }
        return new StandingRecovery(
                run.plan(),
                run.job(),
                run.run().kind(),
                run.run().ended().orElse(run.run().begun()),
                run.decideBy(),
                run.run().outcome(),
                copies);
    }

    private static StandingRecovery.State state(Vm vm, InventoryImage image, boolean unreached) {
        if (!isConnected(image, vm.id().host())) {
            return StandingRecovery.State.AWAITED;
        }
        if (unreached) {
            return StandingRecovery.State.RETURNED;
        }
        return vm.state().isActive() ? StandingRecovery.State.ALIVE : StandingRecovery.State.KEPT_OFF;
    }

    private static boolean isConnected(InventoryImage image, HostId host) {
        return image.host(host)
                .filter(known -> known.state() == HostState.CONNECTED)
                .isPresent();
    }

    private void decide(Runs.Standing run, Map<String, String> facts) {
        Optional<Decision> decision = Decided.of(facts).spec().decision();
        boolean over = run.decideBy()
                .filter(limit -> !ground.clock().instant().isBefore(limit))
                .isPresent();
        if (!over || decision.isEmpty() || run.run().outcome().isPresent()) {
            return;
        }
        Command command = decision.get().otherwise() == Decision.Otherwise.COMMIT
                ? new RecoveryCommand.Commit(run.plan(), run.job())
                : new RecoveryCommand.Cleanup(run.plan(), run.job());
        submit(command, run, "time limit", "decide-" + run.job());
    }

    /** As whoever recovered, who may do no more by it than they may by themselves. */
    private void submit(Command command, Runs.Standing run, String origin, String key) {
        submit(command, new Principal(run.run().by(), Role.OPERATOR, origin), key);
    }

    private void submit(Command command, Principal by, String key) {
        try {
            UUID word = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
            submitter.submit(command, by, word.toString(), _ -> nothing());
        } catch (MusterException e) {
            if (!closed) {
                LOG.warn("{} was refused: {}", command, e.problem().text());
            }
        }
    }

    private static Work<?> nothing() {
        return _ -> Optional.empty();
    }

    /** Those of hosts that have just begun to answer, as those hosts would have. */
    private void startGuarded(InventoryImage image) {
        Instant now = ground.clock().instant();
        image.hosts().values().forEach(host -> {
            if (host.state() == HostState.CONNECTED) {
                answering.putIfAbsent(host.id(), now);
            } else {
                answering.remove(host.id());
                started.removeIf(vm -> vm.host().equals(host.id()));
            }
        });
        for (StartGuard guard : guards.all()) {
            if (ground.runs().recovery(guard.id()).isPresent()) {
                continue;
            }
            for (VmId id : guard.vms()) {
                boolean returned = Optional.ofNullable(answering.get(id.host()))
                        .filter(since -> Duration.between(since, now).compareTo(SETTLED) < 0)
                        .isPresent();
                if (returned && image.vm(id).filter(this::isFresh).isPresent() && started.add(id)) {
                    submit(
                            new VmCommand.Power(PowerAction.START, List.of(id)),
                            new Principal(guard.by(), Role.OPERATOR, "host returned"),
                            "start-" + id + "-" + now);
                }
            }
        }
    }

    /** Off since its host began, rather than shut down by somebody. */
    private boolean isFresh(Vm vm) {
        return vm.state() == VmState.OFF && vm.stateReason().isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
