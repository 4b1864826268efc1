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

/** Replaces a definition by the XML given; secrets that XML was read without are kept. */
final class RedefineDefinition implements JobDefinition<VmCommand.Redefine> {
    /** Put before the definition is replaced: after a restart another digest then means that it was. */
    private static final String BEGUN = "redefineBegun";

    private final Lookup lookup;
    private final VmLocks locks;

    RedefineDefinition(Lookup lookup, VmLocks locks) {
        this.lookup = lookup;
        this.locks = locks;
    }

    @Override
    public Class<VmCommand.Redefine> command() {
        return VmCommand.Redefine.class;
    }

    @Override
    public Prepared prepare(VmCommand.Redefine command, Principal by) {
        Vm vm = lookup.vm(command.vm());
        DomainDocument wanted = DomainDocument.parse(command.xml());
        Redefining.requireOwn(vm, wanted);
        locks.refusal(vm.id(), VmLocks.Manner.EXCLUSIVE).ifPresent(busy -> {
            throw busy;
        });
        Redefining.requirePersistent(vm);
        Redefining.requireUnchanged(
                vm.name(), lookup.hypervisor(vm.id().host()).vms().xml(vm.id(), false), command.definition());
        return new Prepared("Replace the definition of " + vm.name(), Map.of("name", vm.name()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.Redefine command, Map<String, String> facts) {
        String work = "Replace the definition of " + facts.getOrDefault("name", "");
        return locks.claimAll(job, List.of(command.vm()), work, VmLocks.Manner.EXCLUSIVE);
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Redefine command, Map<String, String> facts) {
        String name = facts.getOrDefault("name", "");
        return List.of(new StepDefinition(
                "define",
                "Replace the definition of " + name,
                command.vm().text(),
                List.of(),
                context -> run(command, name, context),
                StepDefinition.NOTHING));
    }

    private void run(VmCommand.Redefine command, String name, StepContext context) {
        try (VmLocks.Hold _ = locks.hold(
                context.job(), command.vm(), "Replace the definition of " + name, VmLocks.Manner.EXCLUSIVE)) {
            Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
            String digest = DomainDocument.digest(hypervisor.vms().xml(command.vm(), false));
            if (context.fact(BEGUN).filter(before -> !before.equals(digest)).isPresent()) {
                context.log(LogLine.Level.INFO, "the definition was replaced before the restart");
                return;
            }
            Redefining.requireUnchanged(name, hypervisor.vms().xml(command.vm(), false), command.definition());
            context.putFact(BEGUN, digest);
            DomainDocument secret = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(command.vm()));
            hypervisor
                    .vms()
                    .define(
                            command.vm().host(),
                            DomainDocument.parse(command.xml())
                                    .withSecretsOf(secret)
                                    .xml());
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
