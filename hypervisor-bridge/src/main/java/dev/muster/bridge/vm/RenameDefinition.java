package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Checkpoints;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Map;

/** Gives a VM another name, in one call of the hypervisor. */
final class RenameDefinition implements JobDefinition<VmCommand.Rename> {
    private final Lookup lookup;
    private final VmLocks locks;

    RenameDefinition(Lookup lookup, VmLocks locks) {
        this.lookup = lookup;
        this.locks = locks;
    }

    @Override
    public Class<VmCommand.Rename> command() {
        return VmCommand.Rename.class;
    }

    @Override
    public Prepared prepare(VmCommand.Rename command, Principal by) {
        Vm vm = lookup.vm(command.vm());
        LifeWords.refusal(LifeRules.RENAME, vm).ifPresent(why -> {
            throw why;
        });
        locks.requireFree(vm.id());
        boolean taken = lookup.image().vms().values().stream()
                .anyMatch(other -> other.id().host().equals(vm.id().host())
                        && !other.id().equals(vm.id())
                        && other.name().equals(command.name()));
        if (taken) {
            throw Problem.of(
                            ErrorCode.VM_EXISTS,
                            "Another VM of " + vm.id().host() + " is named " + command.name() + ".",
                            vm.name() + " keeps its name.",
                            "Choose another name.")
                    .toException();
        }
        if (!lookup.hypervisor(vm.id().host()).snapshots().list(vm.id()).isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " has snapshots, which are kept under its name.",
                            "It keeps its name.",
                            "Delete the snapshots first.")
                    .toException();
        }
        List<String> checkpoints = new Checkpoints(lookup).foreign(vm.id());
        if (!checkpoints.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            "A backup program keeps checkpoints of " + vm.name() + " (" + String.join(", ", checkpoints)
                                    + "), which libvirt loses with the name.",
                            "It keeps its name.",
                            "Let the backup program end its chain of increments, then rename it.")
                    .toException();
        }
        return new Prepared("Rename " + vm.name() + " to " + command.name(), Map.of("name", vm.name()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.Rename command, Map<String, String> facts) {
        return locks.claim(job, command.vm(), title(command, facts));
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Rename command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "rename",
                title(command, facts),
                command.vm().text(),
                List.of(),
                context -> run(command, facts, context),
                StepDefinition.NOTHING));
    }

    private static String title(VmCommand.Rename command, Map<String, String> facts) {
        return "Rename " + facts.getOrDefault("name", "") + " to " + command.name();
    }

    private void run(VmCommand.Rename command, Map<String, String> facts, StepContext context) {
        try (VmLocks.Hold _ =
                locks.hold(context.job(), command.vm(), title(command, facts), VmLocks.Manner.EXCLUSIVE)) {
            Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
            if (hypervisor.vms().get(command.vm()).name().equals(command.name())) {
                context.log(LogLine.Level.INFO, "it has that name already");
            } else {
                new Checkpoints(lookup).giveWay(command.vm(), context);
                keepVariables(command.vm(), hypervisor, context);
                hypervisor.vms().rename(command.vm(), command.name());
            }
        }
    }

    /** libvirt finds them by the VM's name where the definition does not say where they are. */
    private void keepVariables(VmId id, Hypervisor hypervisor, StepContext context) {
        DomainDocument document = DomainDocument.parse(hypervisor.vms().xml(id, false));
        new FirmwareFiles(lookup).libvirts(id, document).ifPresent(path -> {
            hypervisor
                    .vms()
                    .define(id.host(), document.withFirmwareVariables(path).xml());
            context.log(LogLine.Level.INFO, "its firmware variables stay in " + path);
        });
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}
