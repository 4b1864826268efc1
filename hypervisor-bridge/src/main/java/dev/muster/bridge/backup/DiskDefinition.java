package dev.muster.bridge.backup;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VolumeId;
import java.util.List;
import java.util.Map;

/** Makes a volume of one disk of a restore point. */
final class DiskDefinition {
    private DiskDefinition() {}

    static JobDefinition<RestoreCommand.RestoreDisk> of(RestoreGround ground) {
        RestoreSteps steps = new RestoreSteps(ground);
        return new ComposedDefinition<>(
                RestoreCommand.RestoreDisk.class,
                (command, _) -> {
                    ground.pool(command.pool());
                    PointFiles point = ground.repositories().point(command.point());
                    point.disk(command.disk());
                    point.chain(command.disk());
                    if (ground.lookup().image().volumes().containsKey(volume(command))) {
                        throw Problem.of(
                                        ErrorCode.VOLUME_EXISTS,
                                        "The pool has a volume \"" + command.volume() + "\" already.",
                                        "It stays as it is; nothing was restored.",
                                        "Choose another name.")
                                .toException();
                    }
                    return new Prepared(
                            "Restore " + command.disk() + " of " + command.point() + " to " + command.volume(),
                            Map.of());
                },
                (command, _) -> List.of(steps.restore(command.point(), command.disk(), volume(command))),
                (job, command, _) -> ground.chains()
                        .reading(
                                job,
                                command.point().repository(),
                                command.point().vm(),
                                "Restore " + command.disk()),
                OnFailure.UNDO);
    }

    private static VolumeId volume(RestoreCommand.RestoreDisk command) {
        return new VolumeId(command.pool(), command.volume());
    }
}
