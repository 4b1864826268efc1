package dev.muster.bridge.storage;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.StorageXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a volume out of a file that is sent in parts. It is made as a raw one of the file's size; what it really is, the host
 * finds out from its content when all of it is there.
 */
final class UploadDefinition {
    private final Lookup lookup;
    private final VolumeDefinitions volumes;
    private final Uploads uploads;
    private final VolumeHolds holds;

    UploadDefinition(Lookup lookup, VolumeDefinitions volumes, Uploads uploads, VolumeHolds holds) {
        this.lookup = lookup;
        this.volumes = volumes;
        this.uploads = uploads;
        this.holds = holds;
    }

    JobDefinition<PoolCommand.Upload> definition() {
        return new ComposedDefinition<>(
                PoolCommand.Upload.class,
                (command, _) -> prepare(command),
                this::steps,
                (job, command, facts) -> holds.alone(
                        job, new VolumeId(command.pool(), command.name()), facts, "Upload volume " + command.name()),
                OnFailure.UNDO);
    }

    private Prepared prepare(PoolCommand.Upload command) {
        var pool = volumes.requireUp(command.pool());
        volumes.requireAbsent(new VolumeId(command.pool(), command.name()));
        if (command.bytes() > pool.availableBytes()) {
            throw Problem.of(
                            ErrorCode.DISK_FULL,
                            "The pool \"" + pool.name() + "\" has " + pool.availableBytes()
                                    + " bytes left, the file has " + command.bytes() + ".",
                            "No volume was made.",
                            "Make room in the pool, or choose another.")
                    .toException();
        }
        return new Prepared("Upload volume " + command.name() + " to " + pool.name(), Map.of());
    }

    private List<StepDefinition> steps(PoolCommand.Upload command, Map<String, String> facts) {
        VolumeId id = new VolumeId(command.pool(), command.name());
        PoolCommand.CreateVolume empty =
                new PoolCommand.CreateVolume(command.pool(), command.name(), command.bytes(), "raw");
        return List.of(
                volumes.making(
                        id,
                        () -> hypervisor(id).volumes().create(id.pool(), StorageXml.volume(empty, Optional.empty()))),
                new StepDefinition(
                        "receive",
                        "Receive " + command.name(),
                        id.text(),
                        List.of(0),
                        context -> uploads.receive(
                                context,
                                command.bytes(),
                                from -> hypervisor(id).volumes().write(id, from, command.bytes() - from)),
                        StepDefinition.NOTHING),
                new StepDefinition(
                        "inspect",
                        "Look what " + command.name() + " holds",
                        id.text(),
                        List.of(1),
                        context -> look(id, command.bytes(), context),
                        StepDefinition.NOTHING));
    }

    private void look(VolumeId id, long bytes, StepContext context) throws InterruptedException {
        hypervisor(id).pools().refresh(id.pool());
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the volume",
                StorageFeature.LIMIT,
                image -> image.volumes().containsKey(id));
        long there = Optional.ofNullable(lookup.image().volumes().get(id))
                .flatMap(volume -> hypervisor(id).files().size(id.pool().host(), volume.path()))
                .orElse(-1L);
        // where the host cannot tell a size, or rounds it up to whole blocks, there is nothing to compare
        if (there >= 0 && there < bytes) {
            throw Problem.of(
                            ErrorCode.HYPERVISOR_REFUSED,
                            "Of " + bytes + " bytes sent, " + there + " are in the volume.",
                            "The volume is removed again.",
                            "Look whether the host's disk is full or damaged, and upload the file again.")
                    .toException();
        }
    }

    private Hypervisor hypervisor(VolumeId id) {
        return lookup.hypervisor(id.pool().host());
    }
}
