package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One machine that comes up at home again: as it was, with its cables in, and watched by what can be seen there. */
final class HomeWork implements ItemWork {
    private final RunGround ground;
    private final PlanMachine machine;
    private final VmId vm;
    private final SourceFence fence;
    private final Predicate<StepContext> arrived;

    /**
     * Of that machine.
     *
     * @param vm what it was captured from
     * @param arrived whether all are home, so that nothing is taken back any more
     */
    HomeWork(RunGround ground, PlanMachine machine, VmId vm, Predicate<StepContext> arrived) {
        this.ground = ground;
        this.machine = machine;
        this.vm = vm;
        this.fence = new SourceFence(ground);
        this.arrived = arrived;
    }

    @Override
    public String subject() {
        return vm.text();
    }

    @Override
    public String slot() {
        return RunSteps.hostSlot(vm.host());
    }

    @Override
    public void run(StepContext context) throws InterruptedException {
        SubstepContext bringing = context.substep(MachineWork.BRINGING, "Start " + machine.key() + " at home");
        DomainDocument domain =
                DomainDocument.parse(ground.lookup().hypervisor(vm.host()).vms().xml(vm, false));
        Path serial = Path.of(domain.serialLog());
        long said = size(serial);
        fence.restore(machine.key(), vm, context);
        CommitDefinition.tag(ground, vm, false);
        ground.life().start(vm, context);
        bringing.done();
        List<Gate> seen = machine.readiness().gates().stream()
                .filter(gate -> isSeen(gate, domain))
                .toList();
        if (seen.size() < machine.readiness().gates().size()) {
            context.log(
                    LogLine.Level.INFO,
                    "Gates on the network are not looked for at home: the plan knows no addresses there.");
        }
        // of a file that its start has begun anew all counts
        long from = size(serial) < said ? 0 : said;
        GateWatch.Machine watched = new GateWatch.Machine(machine.key(), vm, Optional.empty(), serial, from, Map.of());
        Map<Gate, String> met = new GateWatch(ground, watched)
                .await(new Readiness(seen, machine.readiness().timeout()), context);
        MachineWork.putEvidence(machine.key(), met, context);
    }

    private static boolean isSeen(Gate gate, DomainDocument domain) {
        return switch (gate) {
            case Gate.Agent _ -> domain.hasGuestAgent();
            case Gate.SerialText _ -> !domain.serialLog().isEmpty();
            case Gate.Script _ -> true;
            case Gate.Ping _, Gate.TcpPort _, Gate.Http _ -> false;
        };
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Off again, and kept off. */
    @Override
    public void remove(StepContext context) throws InterruptedException {
        if (arrived.test(context)) {
            return;
        }
        ground.life().forceOff(vm, context);
        if (ground.life().now(vm).filter(now -> now.autostart()).isPresent()) {
            ground.lookup().hypervisor(vm.host()).vms().setAutostart(vm, false);
        }
        fence.disconnect(machine.key(), vm, context);
    }
}
