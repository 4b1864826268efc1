package dev.muster.bridge.backup;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.Repository;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Map;

/** Backs one VM up. */
final class RunDefinition implements JobDefinition<BackupCommand.Run> {
    private static final String POINT = "point";

    private final BackupGround ground;

    RunDefinition(BackupGround ground) {
        this.ground = ground;
    }

    @Override
    public Class<BackupCommand.Run> command() {
        return BackupCommand.Run.class;
    }

    @Override
    public Prepared prepare(BackupCommand.Run command, Principal by) {
        Repository repository = ground.repositories().require(command.repository());
        Vm vm = ground.lookup().vm(command.vm());
        VmBackup.require(ground.lookup(), vm, command.options());
        if (!command.options().hook().isEmpty()) {
            ground.hooks().require(command.options().hook());
        }
        ground.vms().requireFree(vm.id());
        return new Prepared(
                "Back up " + vm.name() + " to " + repository.id(),
                Map.of(
                        "name",
                        vm.name(),
                        POINT,
                        ground.repositories()
                                .look(
                                        ground.repositories().storage(repository.id()),
                                        () -> VmBackup.free(
                                                ground.repositories().directory(repository.id()),
                                                vm.id().uuid(),
                                                ground.clock().instant()))));
    }

    @Override
    public Claim claim(JobId job, BackupCommand.Run command, Map<String, String> facts) {
        Claim vm = ground.vms().claim(job, command.vm(), title(facts));
        try {
            Claim chain = ground.chains()
                    .adding(job, command.repository(), command.vm().uuid(), title(facts));
            return () -> {
                chain.release();
                vm.release();
            };
        } catch (RuntimeException e) {
            vm.release();
            throw e;
        }
    }

    private static String title(Map<String, String> facts) {
        return "Back up " + facts.getOrDefault("name", "");
    }

    @Override
    public List<StepDefinition> steps(BackupCommand.Run command, Map<String, String> facts) {
        VmBackup backup = new VmBackup(
                ground, command.vm(), command.repository(), facts.getOrDefault(POINT, ""), command.options());
        return List.of(new StepDefinition(
                "backup", title(facts), command.vm().text(), List.of(), backup::run, backup::leaveNothing));
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
