package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobQuery.Reversal;
import dev.muster.model.job.Step;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reverses work on the power of many VMs: only those it changed, from the state they were in before, and only where they are
 * still as it left them. A VM that was paused before all were suspended stays paused.
 */
final class PowerReversal {
    /** With a VM's id, a fact about one the job did not change from its plain state, which is the reverse's goal. */
    private static final String BESIDE = "beside.";

    /** When the job was asked for, its state was another. */
    private static final String OTHER = "other";

    /** It was found where the job leads. Not to be believed of a step that was begun before: then it was that step. */
    private static final String FOUND = "found";

    private final Lookup lookup;

    PowerReversal(Lookup lookup) {
        this.lookup = lookup;
    }

    /** What undoes an action; empty for a restart. */
    static Optional<PowerAction> reverse(PowerAction action) {
        return switch (action) {
            case START -> Optional.of(PowerAction.SHUT_DOWN);
            case SHUT_DOWN, FORCE_OFF -> Optional.of(PowerAction.START);
            case SUSPEND -> Optional.of(PowerAction.RESUME);
            case RESUME -> Optional.of(PowerAction.SUSPEND);
            case REBOOT -> Optional.empty();
        };
    }

    /** The fact to be kept of a VM as it is when an action is asked for; none for the usual one. */
    static Optional<String> before(PowerAction action, Vm vm) {
        boolean usual = from(action).filter(vm.state()::equals).isPresent() && !vm.savedState();
        return usual || reverse(action).isEmpty() ? Optional.empty() : Optional.of(OTHER);
    }

    /** The name of that fact. */
    static String fact(VmId vm) {
        return BESIDE + vm.text();
    }

    /** Keeps that a step found a VM where it should be. */
    static void found(VmId vm, StepContext context) {
        if (context.fact(fact(vm)).isEmpty()) {
            context.putFact(fact(vm), FOUND);
        }
    }

    /** What brings a VM back to where an action takes it from. */
    Reversal of(VmCommand.Power command, Map<String, String> facts, List<Step> done) {
        Optional<VmState> left = PowerWork.goal(command.action());
        return reverse(command.action())
                .map(action -> of(
                        action,
                        changed(facts, done),
                        vm -> left.filter(vm.state()::equals).isPresent()))
                .orElse(Reversal.NONE);
    }

    /** What starts VMs whose memory those steps saved. */
    Reversal ofSaved(Map<String, String> facts, List<Step> done) {
        return of(PowerAction.START, changed(facts, done), vm -> vm.state() == VmState.OFF && vm.savedState());
    }

    private Reversal of(PowerAction action, Set<String> changed, Predicate<Vm> still) {
        List<Vm> vms = lookup.image().vms().values().stream()
                .filter(vm -> changed.contains(vm.id().text()))
                .filter(still)
                .toList();
        if (vms.isEmpty()) {
            return Reversal.NONE;
        }
        String what = vms.size() == 1 ? vms.getFirst().name() : vms.size() + " VMs";
        return new Reversal(
                Optional.of(new VmCommand.Power(action, vms.stream().map(Vm::id).toList())),
                VmWords.title(action, what),
                vms.stream().map(Vm::name).toList());
    }

    private static Set<String> changed(Map<String, String> facts, List<Step> done) {
        return done.stream()
                .filter(step -> {
                    String beside = facts.getOrDefault(BESIDE + step.subject(), "");
                    return beside.isEmpty() || (beside.equals(FOUND) && step.attempt() > 1);
                })
                .map(Step::subject)
                .collect(Collectors.toSet());
    }

    private static Optional<VmState> from(PowerAction action) {
        return switch (action) {
            case START -> Optional.of(VmState.OFF);
            case RESUME -> Optional.of(VmState.PAUSED);
            case SHUT_DOWN, FORCE_OFF, SUSPEND -> Optional.of(VmState.RUNNING);
            case REBOOT -> Optional.empty();
        };
    }
}
