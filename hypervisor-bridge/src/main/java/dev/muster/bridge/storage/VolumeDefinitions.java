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
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.StorageXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work on volumes. */
final class VolumeDefinitions {
    /** Put before the volume is made; without it a volume of that name is somebody else's. */
    private static final String BEGUN = "volumeBegun";

    /** Put when somebody else turned out to have been quicker: then undoing must not take theirs away. */
    private static final String ELSEWHERE = "volumeElsewhere";

    private final Lookup lookup;
    private final StorageChecks checks;
    private final VolumeHolds holds;

    VolumeDefinitions(Lookup lookup, StorageChecks checks, VolumeHolds holds) {
        this.lookup = lookup;
        this.checks = checks;
        this.holds = holds;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        PoolCommand.CreateVolume.class,
                        (command, _) -> prepare(command),
                        this::creating,
                        (job, command, facts) -> holds.alone(
                                job,
                                new VolumeId(command.pool(), command.name()),
                                facts,
                                "Create volume " + command.name()),
                        OnFailure.UNDO),
                new ComposedDefinition<>(
                        PoolCommand.DeleteVolume.class,
                        (command, _) -> {
                            checks.requireUnused(checks.volume(command.volume()));
                            return new Prepared(
                                    "Delete volume " + command.volume().name(), holds.facts(command.volume()));
                        },
                        this::deleting,
                        (job, command, facts) -> holds.alone(
                                job,
                                command.volume(),
                                facts,
                                "Delete volume " + command.volume().name()),
                        OnFailure.KEEP));
    }

    private Prepared prepare(PoolCommand.CreateVolume command) {
        Pool pool = requireUp(command.pool());
        requireAbsent(new VolumeId(command.pool(), command.name()));
        backing(command);
        return new Prepared("Create volume " + command.name() + " in " + pool.name(), Map.of());
    }

    /** {@code POOL_STATE} */
    Pool requireUp(PoolId id) {
        Pool pool = lookup.pool(id);
        if (!pool.active()) {
            throw Problem.of(
                            ErrorCode.POOL_STATE,
                            "The pool \"" + pool.name() + "\" is down.",
                            "No volume was made.",
                            "Start the pool and try again.")
                    .toException();
        }
        return pool;
    }

    private Optional<Volume> backing(PoolCommand.CreateVolume command) {
        if (command.backing().isEmpty()) {
            return Optional.empty();
        }
        Volume backing = checks.volume(new VolumeId(command.pool(), command.backing()));
        if (command.capacityBytes() < backing.capacityBytes()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The volume \"" + backing.name() + "\" below has " + backing.capacityBytes()
                                    + " bytes, the new one only " + command.capacityBytes() + ".",
                            "No volume was made.",
                            "Make the new one at least as large.")
                    .toException();
        }
        return Optional.of(backing);
    }

    /** {@code VOLUME_EXISTS} */
    void requireAbsent(VolumeId id) {
        if (lookup.image().volumes().containsKey(id)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + id.name() + "\" already.",
                            "It stays as it is; no volume was made.",
                            "Choose another name.")
                    .toException();
        }
    }

    private List<StepDefinition> creating(PoolCommand.CreateVolume command, Map<String, String> facts) {
        VolumeId id = new VolumeId(command.pool(), command.name());
        return List.of(making(id, () -> {
            Hypervisor hypervisor = lookup.hypervisor(id.pool().host());
            hypervisor.volumes().create(id.pool(), StorageXml.volume(command, backing(command)));
        }));
    }

    /** Makes a volume that was not there, and takes it away again if it is this job's. */
    StepDefinition making(VolumeId id, Runnable work) {
        return new StepDefinition(
                "create",
                "Create volume " + id.name(),
                id.text(),
                List.of(),
                context -> create(work, id, context),
                context -> {
                    if (context.fact(BEGUN).isPresent()
                            && context.fact(ELSEWHERE).isEmpty()) {
                        delete(id, context);
                    }
                });
    }

    private void create(Runnable work, VolumeId id, StepContext context) throws InterruptedException {
        boolean again = context.fact(BEGUN).isPresent();
        if (!again) {
            requireAbsent(id);
            context.putFact(BEGUN, id.text());
        }
        try {
            work.run();
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VOLUME_EXISTS) {
                throw e;
            }
            if (!again) {
                context.putFact(ELSEWHERE, id.text());
                throw e;
            }
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the volume",
                StorageFeature.LIMIT,
                image -> image.volumes().containsKey(id));
    }

    private List<StepDefinition> deleting(PoolCommand.DeleteVolume command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "delete",
                "Delete volume " + command.volume().name(),
                command.volume().text(),
                List.of(),
                context -> {
                    if (lookup.image().volumes().containsKey(command.volume())) {
                        holds.requireSame(command.volume(), context);
                        checks.requireUnused(checks.volume(command.volume()));
                    }
                    delete(command.volume(), context);
                },
                StepDefinition.NOTHING));
    }

    /** The host may have told of it while it was being made, so it is also waited for when libvirt took it away by itself. */
    private void delete(VolumeId id, StepContext context) throws InterruptedException {
        try {
            lookup.hypervisor(id.pool().host()).volumes().delete(id);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VOLUME_NOT_FOUND) {
                throw e;
            }
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the host to forget the volume",
                StorageFeature.LIMIT,
                image -> !image.volumes().containsKey(id));
    }
}
