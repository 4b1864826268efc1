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
    private static final String RAN = "ran.";
    private static final String AUTOSTART = "autostart.";
    private static final String YES = "yes";

    private final RunGround ground;

    SourceFence(RunGround ground) {
        this.ground = ground;
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
        if (context.fact(RAN + key).isEmpty()) {
            context.putFact(AUTOSTART + key, now.get().autostart() ? YES : "");
            context.putFact(RAN + key, now.get().state() == VmState.RUNNING ? YES : "no");
        }
        ground.life().forceOff(source, context);
        // one without a definition is gone with that
        if (now.get().persistent() && now.get().autostart()) {
            ground.lookup().hypervisor(source.host()).vms().setAutostart(source, false);
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

    /** Gives back what was taken, as far as it was taken; twice is once. */
    void release(String key, VmId source, StepContext context) throws InterruptedException {
        if (context.fact(RAN + key).isEmpty() || ground.life().now(source).isEmpty()) {
            return;
        }
        if (context.fact(AUTOSTART + key).filter(YES::equals).isPresent()) {
            ground.lookup().hypervisor(source.host()).vms().setAutostart(source, true);
        }
        if (context.fact(RAN + key).filter(YES::equals).isPresent()) {
            ground.life().start(source, context);
        }
    }
}
