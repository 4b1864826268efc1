package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Map;

/** Changes a definition in place: what the changes do not name stays as whoever wrote it left it. */
final class EditDefinition implements JobDefinition<VmCommand.Edit> {
    private final Lookup lookup;
    private final VmLocks locks;

    EditDefinition(Lookup lookup, VmLocks locks) {
        this.lookup = lookup;
        this.locks = locks;
    }

    @Override
    public Class<VmCommand.Edit> command() {
        return VmCommand.Edit.class;
    }

    @Override
    public Prepared prepare(VmCommand.Edit command, Principal by) {
        Vm vm = lookup.vm(command.vm());
        locks.refusal(vm.id(), VmLocks.Manner.EXCLUSIVE).ifPresent(busy -> {
            throw busy;
        });
        Redefining.requirePersistent(vm);
        String now = lookup.hypervisor(vm.id().host()).vms().xml(vm.id(), false);
        Redefining.requireUnchanged(vm.name(), now, command.definition());
        DomainDocument.parse(now).with(command.changes());
        return new Prepared("Edit " + vm.name(), Map.of("name", vm.name()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.Edit command, Map<String, String> facts) {
        String work = "Edit " + facts.getOrDefault("name", "");
        return locks.claimAll(job, List.of(command.vm()), work, VmLocks.Manner.EXCLUSIVE);
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Edit command, Map<String, String> facts) {
        String name = facts.getOrDefault("name", "");
        return List.of(new StepDefinition(
                "edit",
                "Edit " + name,
                command.vm().text(),
                List.of(),
                context -> run(command, name, context),
                StepDefinition.NOTHING));
    }

    private void run(VmCommand.Edit command, String name, StepContext context) {
        try (VmLocks.Hold _ = locks.hold(context.job(), command.vm(), "Edit " + name, VmLocks.Manner.EXCLUSIVE)) {
            Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
            DomainDocument now = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(command.vm()));
            DomainDocument wanted = now.with(command.changes());
            if (wanted.xml().equals(now.xml())) {
                // so it is after a restart too, where the digest is no longer that of the command
                context.log(LogLine.Level.INFO, "the definition is as wanted already");
            } else {
                Redefining.requireUnchanged(name, hypervisor.vms().xml(command.vm(), false), command.definition());
                hypervisor.vms().define(command.vm().host(), wanted.xml());
            }
            command.changes()
                    .autostart()
                    .ifPresent(autostart -> hypervisor.vms().setAutostart(command.vm(), autostart));
        }
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
