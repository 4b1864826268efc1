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
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.StorageXml;
import java.util.List;
import java.util.Map;

/** The work on volumes. */
final class VolumeDefinitions {
    /** Put before the volume is made; without it a volume of that name is somebody else's. */
    private static final String BEGUN = "volumeBegun";

    /** Put when somebody else turned out to have been quicker: then undoing must not take theirs away. */
    private static final String ELSEWHERE = "volumeElsewhere";

    private final Lookup lookup;
    private final StorageChecks checks;

    VolumeDefinitions(Lookup lookup, StorageChecks checks) {
        this.lookup = lookup;
        this.checks = checks;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        PoolCommand.CreateVolume.class,
                        (command, _) -> prepare(command),
                        this::creating,
                        OnFailure.UNDO),
                new ComposedDefinition<>(
                        PoolCommand.DeleteVolume.class,
                        (command, _) -> {
                            checks.requireUnused(checks.volume(command.volume()));
                            return new Prepared(
                                    "Delete volume " + command.volume().name(), Map.of());
                        },
                        this::deleting,
                        OnFailure.KEEP));
    }

    private Prepared prepare(PoolCommand.CreateVolume command) {
        Pool pool = lookup.pool(command.pool());
        if (!pool.active()) {
            throw Problem.of(
                            ErrorCode.POOL_STATE,
                            "The pool \"" + pool.name() + "\" is down.",
                            "No volume was made.",
                            "Start the pool and try again.")
                    .toException();
        }
        requireAbsent(command);
        return new Prepared("Create volume " + command.name() + " in " + pool.name(), Map.of());
    }

    private void requireAbsent(PoolCommand.CreateVolume command) {
        if (lookup.image().volumes().containsKey(new VolumeId(command.pool(), command.name()))) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + command.name() + "\" already.",
                            "It stays as it is; no volume was made.",
                            "Choose another name.")
                    .toException();
        }
    }

    private List<StepDefinition> creating(PoolCommand.CreateVolume command, Map<String, String> facts) {
        VolumeId id = new VolumeId(command.pool(), command.name());
        return List.of(new StepDefinition(
                "Create volume " + command.name(),
                id.text(),
                List.of(),
                context -> create(command, id, context),
                context -> {
                    if (context.fact(BEGUN).isPresent()
                            && context.fact(ELSEWHERE).isEmpty()) {
                        delete(id);
                    }
                }));
    }

    private void create(PoolCommand.CreateVolume command, VolumeId id, StepContext context)
            throws InterruptedException {
        boolean again = context.fact(BEGUN).isPresent();
        if (!again) {
            requireAbsent(command);
            context.putFact(BEGUN, id.text());
        }
        Hypervisor hypervisor = lookup.hypervisor(command.pool().host());
        try {
            hypervisor.createVolume(command.pool(), StorageXml.volume(command));
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
                "Delete volume " + command.volume().name(),
                command.volume().text(),
                List.of(),
                context -> {
                    if (lookup.image().volumes().containsKey(command.volume())) {
                        checks.requireUnused(checks.volume(command.volume()));
                    }
                    delete(command.volume());
                    Await.seen(
                            lookup.inventory(),
                            context,
                            "the host to forget the volume",
                            StorageFeature.LIMIT,
                            image -> !image.volumes().containsKey(command.volume()));
                },
                StepDefinition.NOTHING));
    }

    private void delete(VolumeId id) {
        try {
            lookup.hypervisor(id.pool().host()).deleteVolume(id);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VOLUME_NOT_FOUND) {
                throw e;
            }
        }
    }
}
