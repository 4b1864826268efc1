package dev.muster.bridge.recovery.run;

import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what machines were captured from from running beside what takes its place: forces it off and has it not start with its host.
 * A host that does not answer holds up nobody; that its VM could not be kept from running is told with the run.
 */
final class SourceFence {
    /** What facts begin with that say which source could not be reached. */
    static final String UNFENCED = "unfenced.";

    private static final Duration HOST_LIMIT = Duration.ofSeconds(30);
    private static final Duration SHUT_DOWN_LIMIT = Duration.ofMinutes(3);

    private static final String RAN = "ran.";
    private static final String AUTOSTART = "autostart.";
    private static final String YES = "yes";

    private final RunGround ground;
    private final SourceCables cables;

    SourceFence(RunGround ground) {
        this.ground = ground;
        this.cables = new SourceCables(ground);
    }

    /** Whether a fact says how something was before it was fenced. */
    static boolean isOwn(String fact) {
        return fact.startsWith(RAN)
                || fact.startsWith(AUTOSTART)
                || fact.startsWith(SourceCables.TAKEN_OUT)
                || fact.startsWith(FenceDefinition.RETURNED);
    }

    /**
     * Keeps one from coming up again that may run: it goes on as it is, without cables; twice is once.
     *
     * @param starts whether it is started when its host begins, so that it is to run again once it is released
     */
    void guard(String key, VmId source, boolean starts, StepContext context) throws InterruptedException {
        Optional<Vm> now = ground.life().now(source);
        if (now.isEmpty()) {
            return;
        }
        if (starts && context.fact(RAN + key).isEmpty()) {
            context.putFact(AUTOSTART + key, now.get().autostart() ? YES : "");
            context.putFact(RAN + key, YES);
        }
        note(key, now.get(), context);
        if (now.get().persistent() && now.get().autostart()) {
            ground.lookup().hypervisor(source.host()).vms().setAutostart(source, false);
        }
        if (now.get().state().isActive()) {
            context.log(
                    LogLine.Level.WARNING,
                    key + " runs on " + source.host() + " beside the machine that took its place; its cables are out.");
        }
        cables.takeOut(key, source, context);
    }

    /** Keeps it from running; twice is once. */
    void fence(String key, VmId source, StepContext context) throws InterruptedException {
        if (!isReached(source, context)) {
            String what = key + " could not be kept from running: its host " + source.host() + " does not answer.";
            context.putFact(UNFENCED + key, what);
            context.log(LogLine.Level.WARNING, what);
            return;
        }
        Optional<Vm> now = ground.life().now(source);
        if (now.isEmpty()) {
            return;
        }
        note(key, now.get(), context);
        ground.life().forceOff(source, context);
        // one without a definition is gone with that
        if (now.get().persistent() && now.get().autostart()) {
            ground.lookup().hypervisor(source.host()).vms().setAutostart(source, false);
        }
    }

    /** How it was before anything was done to it; the first word counts. */
    private static void note(String key, Vm now, StepContext context) {
        if (context.fact(RAN + key).isEmpty()) {
            context.putFact(AUTOSTART + key, now.autostart() ? YES : "");
            context.putFact(RAN + key, now.state() == VmState.RUNNING ? YES : "no");
        }
    }

    /** Asks its guest to shut down and waits for it; {@code GUEST_SILENT} where it does not. */
    void shutDown(String key, VmId source, StepContext context) throws InterruptedException {
        Optional<Vm> now = ground.life().now(source);
        if (now.isPresent()) {
            note(key, now.get(), context);
            ground.life().shutDown(source, SHUT_DOWN_LIMIT, context);
        }
    }

    /** Takes the cables out of one that is off, so that it is not on the network whoever starts it; twice is once. */
    void disconnect(String key, VmId source, StepContext context) throws InterruptedException {
        if (context.fact(UNFENCED + key).isEmpty()) {
            cables.takeOut(key, source, context);
        }
    }

    private boolean isReached(VmId source, StepContext context) throws InterruptedException {
        try {
            Await.seen(
                    ground.lookup().inventory(),
                    context,
                    "the host " + source.host(),
                    HOST_LIMIT,
                    image -> Optional.ofNullable(image.hosts().get(source.host()))
                            .filter(host -> host.state() == HostState.CONNECTED)
                            .isPresent());
            return true;
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.JOB_CANCELLED) {
                throw e;
            }
            return false;
        }
    }

    /** Reads back that none of them runs, but for those that could not be reached. */
    void requireFenced(Map<String, VmId> sources, StepContext context) {
        List<String> running = new ArrayList<>();
        sources.forEach((key, source) -> {
            if (context.fact(UNFENCED + key).isEmpty()
                    && ground.life()
                            .now(source)
                            .filter(vm -> vm.state().isActive())
                            .isPresent()) {
                running.add(key);
            }
        });
        if (!running.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            String.join(", ", running) + " runs again.",
                            "No machine was recovered: two of one name and address must not run.",
                            "Find out what starts it, then try again.")
                    .toException();
        }
    }

    /** What it was before is what it is to be again: it starts with its host and has its cables, and is off. */
    void restore(String key, VmId source, StepContext context) throws InterruptedException {
        if (ground.life().now(source).isPresent()) {
            cables.putIn(key, source, context);
            if (context.fact(AUTOSTART + key).filter(YES::equals).isPresent()) {
                ground.lookup().hypervisor(source.host()).vms().setAutostart(source, true);
            }
        }
    }

    /** Gives back what was taken, as far as it was taken; twice is once. */
    void release(String key, VmId source, StepContext context) throws InterruptedException {
        if (context.fact(RAN + key).isEmpty() || ground.life().now(source).isEmpty()) {
            return;
        }
        restore(key, source, context);
        if (context.fact(RAN + key).filter(YES::equals).isPresent()) {
            ground.life().start(source, context);
        }
    }
}
