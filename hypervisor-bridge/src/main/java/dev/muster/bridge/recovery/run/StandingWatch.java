package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.backup.Repository;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether plans could be run: every half hour, and soon after a plan, a restore point, a VM or a host changed. */
final class StandingWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);
    private static final Duration APART = Duration.ofMinutes(30);

    /** Changes come in flocks: they are looked at together. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** Who looks: a dry run starts nothing. */
    static final Principal DRY = new Principal("dry run", Role.OPERATOR, "local");

    private volatile boolean closed;
    private final RunGround ground;
    private final Inventory inventory;
    private final ObjectStore<PlanStanding> standings;
    private final BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    StandingWatch(RunGround ground, Inventory inventory, ObjectStore<PlanStanding> standings) {
        this.ground = ground;
        this.inventory = inventory;
        this.standings = standings;
    }

    /** Shows how plans stood last. */
    void publish() {
        standings.publish();
    }

    /** Begins to look. */
    void start() {
        threads.add(Thread.ofVirtual().name("muster-standing").start(this::look));
        threads.add(Thread.ofVirtual().name("muster-standing-changes").start(this::awaitChanges));
    }

    /** Something changed that may decide about plans; they are looked at soon. */
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

    /** What of an image decides about plans. */
    private static List<String> deciding(InventoryImage image) {
        List<String> all = new ArrayList<>();
        image.objects(RecoveryPlan.class).values().forEach(plan -> all.add(plan.id() + " " + plan.version()));
        image.hosts().values().forEach(host -> all.add(host.id() + " " + host.state()));
        image.objects(Repository.class).values().forEach(repository -> all.add(repository.toString()));
        image.vms().values().forEach(vm -> all.add(vm.id() + " " + vm.maxMemoryBytes() + " " + vm.vcpus()));
        all.sort(null);
        return all;
    }

    private void look() {
        try {
            while (true) {
                if (due.poll(APART.toMillis(), TimeUnit.MILLISECONDS) != null) {
                    TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
                    due.clear();
                }
                lookAtAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAtAll() {
        InventoryImage image = inventory.image();
        for (RecoveryPlan plan : image.objects(RecoveryPlan.class).values()) {
            try {
                look(plan.id());
            } catch (MusterException e) {
                if (closed) {
                    return;
                }
                LOG.warn("The plan {} was not looked at", plan.id(), e);
            }
        }
        for (PlanStanding old : image.objects(PlanStanding.class).values()) {
            if (!image.objects(RecoveryPlan.class).containsKey(old.id().text())) {
                standings.delete(old.id());
            }
        }
    }

    private void look(PlanId id) {
        SavedPlan plan = ground.plans().apply(id, 0L);
        Deciding.Looked looked = new Deciding(ground, id, plan.version(), DRY, RunKind.RECOVERY).look();
        RunQuery.Findings found = looked.findings();
        standings.put(PlanStanding.of(
                id, plan.version(), found, ground.clock().instant(), looked.verifiedUntil(), standings.find(id)));
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
