package dev.muster.app.vm;

import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which power action can be offered for which VMs, and if not, why not. */
public final class PowerRules {
    private final Texts texts;

    public PowerRules(Texts texts) {
        this.texts = texts;
    }

    /** Whether the action would change anything for a VM in that state. */
    public static boolean useful(PowerAction action, VmState state) {
        return switch (action) {
            case START -> state == VmState.OFF;
            case SHUT_DOWN, REBOOT, SUSPEND -> state == VmState.RUNNING;
            case RESUME -> state == VmState.PAUSED || state == VmState.ASLEEP;
            case FORCE_OFF -> state.isActive();
        };
    }

    /** Those of the VMs for which the action would change something. */
    public static List<Vm> affected(PowerAction action, List<Vm> vms) {
        return vms.stream().filter(vm -> useful(action, vm.state())).toList();
    }

    /** Why the action cannot be offered, one sentence; empty when it can. */
    public Optional<String> refusal(PowerAction action, List<Vm> vms, Role role) {
        if (vms.isEmpty()) {
            return Optional.of(texts.get("vm.refused.none"));
        }
        if (!role.includes(Role.OPERATOR)) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        if (!affected(action, vms).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> lost = lost(vms);
        if (lost.isPresent()) {
            return lost;
        }
        if (vms.size() > 1) {
            return Optional.of(texts.get("vm.refused.many"));
        }
        Vm vm = vms.getFirst();
        return Optional.of(texts.get("vm.refused.state", vm.name(), stateWord(vm)));
    }

    /** Why nothing can be done with any of them; empty where the host of one can be asked. */
    public Optional<String> lost(List<Vm> vms) {
        boolean all = !vms.isEmpty() && vms.stream().allMatch(PowerRules::isLost);
        return all
                ? Optional.of(texts.get(
                        "object.refused.lost", vms.getFirst().id().host().text()))
                : Optional.empty();
    }

    /** Whether its host cannot be asked. */
    static boolean isLost(Vm vm) {
        return vm.state() == VmState.UNKNOWN;
    }

    /** The word for the state of a VM, which differs where nobody asked for it. */
    public String stateWord(Vm vm) {
        if (vm.pausedByFault()) {
            return texts.get("vm.state.paused.fault");
        }
        return vm.crashed() && vm.state() == VmState.OFF ? texts.get("vm.state.off.crashed") : stateWord(vm.state());
    }

    /** The word for a state. */
    public String stateWord(VmState state) {
        return texts.get("vm.state." + state.word());
    }

    /** The command for those of the VMs it would change: one job, one step for each. */
    public static VmCommand.Power command(PowerAction action, List<Vm> vms) {
        return new VmCommand.Power(
                action, affected(action, vms).stream().map(Vm::id).toList());
    }

    /** What is asked first; empty where nothing is lost and few are reached. */
    public Optional<Confirmation> confirmation(PowerAction action, List<Vm> vms) {
        List<Vm> reached = affected(action, vms);
        List<String> names = reached.stream().map(PowerRules::placed).toList();
        String verb = texts.get("vm.action." + action.word());
        String meaning = texts.get("vm.confirm." + action.word() + ".meaning");
        if (!action.isDestructive()) {
            return names.size() > Confirmation.FEW
                    ? Optional.of(Confirmation.byKey(many(action, reached), meaning, names, verb))
                    : Optional.empty();
        }
        if (names.size() == 1) {
            String name = reached.getFirst().name();
            return Optional.of(new Confirmation(
                    texts.get("vm.confirm." + action.word() + ".one", name), meaning, List.of(name), name, verb));
        }
        String phrase = doing(action, texts.get("vm.confirm.count", names.size()));
        return Optional.of(
                new Confirmation(many(action, reached), meaning, names, phrase.toLowerCase(Locale.ROOT), verb));
    }

    /** How many, and on how many hosts. */
    private String many(PowerAction action, List<Vm> vms) {
        long hosts = vms.stream().map(vm -> vm.id().host()).distinct().count();
        return doing(
                action,
                hosts > 1
                        ? texts.get("vm.confirm.count.hosts", vms.size(), hosts)
                        : texts.get("vm.confirm.count", vms.size()));
    }

    private String doing(PowerAction action, String what) {
        return texts.get("vm.confirm." + action.word() + ".many", what);
    }

    /** A VM with its host, since names repeat over hosts. */
    static String placed(Vm vm) {
        return vm.name() + " · " + vm.id().host().text();
    }
}
