package dev.muster.bridge.storage;

import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.StorageXml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with a volume that is there: made larger, copied, overwritten. */
final class VolumeChanges {
    /** Put when the copy is about to be made: one that is there on another try is half a copy, and ours. */
    private static final String COPY_BEGUN = "copyBegun";

    private final Lookup lookup;
    private final StorageChecks checks;
    private final VolumeHolds holds;

    VolumeChanges(Lookup lookup, StorageChecks checks, VolumeHolds holds) {
        this.lookup = lookup;
        this.checks = checks;
        this.holds = holds;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        PoolCommand.ResizeVolume.class,
                        (command, _) -> {
                            requireLarger(command);
                            return new Prepared(
                                    "Make volume " + command.volume().name() + " larger",
                                    holds.facts(command.volume()));
                        },
                        (command, _) -> List.of(step(
                                "resize",
                                "Make volume " + command.volume().name() + " larger",
                                command.volume(),
                                context -> resize(command, context))),
                        (job, command, facts) -> holds.alone(
                                job,
                                command.volume(),
                                facts,
                                "Make volume " + command.volume().name() + " larger"),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        PoolCommand.CloneVolume.class,
                        (command, by) -> {
                            checks.requireQuiet(checks.volume(command.volume()));
                            requireAbsent(copy(command));
                            boolean anyPath = Reach.of(by).anyPath();
                            if (!anyPath) {
                                new HostPaths(lookup).requireWithinPools(checks.volume(command.volume()));
                            }
                            Map<String, String> facts = new HashMap<>(holds.facts(command.volume()));
                            if (!anyPath) {
                                facts.put(HostPaths.WITHIN_POOLS, "true");
                            }
                            return new Prepared(
                                    "Copy volume " + command.volume().name() + " to " + command.name(), facts);
                        },
                        this::cloning,
                        (job, command, facts) -> holds.copy(
                                job,
                                command.volume(),
                                copy(command),
                                facts,
                                "Copy volume " + command.volume().name() + " to " + command.name()),
                        OnFailure.UNDO),
                new ComposedDefinition<>(
                        PoolCommand.WipeVolume.class,
                        (command, _) -> {
                            checks.requireUnused(checks.volume(command.volume()));
                            return new Prepared(
                                    "Wipe volume " + command.volume().name(), holds.facts(command.volume()));
                        },
                        (command, _) -> List.of(
                                step("wipe", "Wipe volume " + command.volume().name(), command.volume(), context -> {
                                    holds.requireSame(command.volume(), context);
                                    checks.requireUnused(checks.volume(command.volume()));
                                    context.waitingFor("the host to overwrite the volume");
                                    lookup.hypervisor(command.volume().pool().host())
                                            .volumes()
                                            .wipe(command.volume());
                                })),
                        (job, command, facts) -> holds.alone(
                                job,
                                command.volume(),
                                facts,
                                "Wipe volume " + command.volume().name()),
                        OnFailure.KEEP));
    }

    private static StepDefinition step(String id, String name, VolumeId volume, StepDefinition.Action work) {
        return new StepDefinition(id, name, volume.text(), List.of(), work, StepDefinition.NOTHING);
    }

    private Volume requireLarger(PoolCommand.ResizeVolume command) {
        Volume volume = checks.volume(command.volume());
        checks.requireGrowable(volume);
        if (command.capacityBytes() < volume.capacityBytes()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The volume \"" + volume.name() + "\" has " + volume.capacityBytes()
                                    + " bytes; making it smaller would cut off what is at its end.",
                            "It stays as it is.",
                            "Give a size above that.")
                    .toException();
        }
        return volume;
    }

    private void resize(PoolCommand.ResizeVolume command, StepContext context) throws InterruptedException {
        if (requireLarger(command).capacityBytes() < command.capacityBytes()) {
            lookup.hypervisor(command.volume().pool().host())
                    .volumes()
                    .resize(command.volume(), command.capacityBytes());
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the size",
                StorageFeature.LIMIT,
                image -> Optional.ofNullable(image.volumes().get(command.volume()))
                        .filter(volume -> volume.capacityBytes() >= command.capacityBytes())
                        .isPresent());
    }

    private static VolumeId copy(PoolCommand.CloneVolume command) {
        return new VolumeId(command.volume().pool(), command.name());
    }

    private List<StepDefinition> cloning(PoolCommand.CloneVolume command, Map<String, String> facts) {
        VolumeId copy = copy(command);
        return List.of(new StepDefinition(
                "copy",
                "Copy volume " + command.volume().name() + " to " + command.name(),
                copy.text(),
                List.of(),
                context -> copy(command, copy, context),
                context -> {
                    if (context.fact(COPY_BEGUN).isPresent()) {
                        delete(copy);
                    }
                }));
    }

    private void copy(PoolCommand.CloneVolume command, VolumeId copy, StepContext context) throws InterruptedException {
        Volume source = checks.volume(command.volume());
        checks.requireQuiet(source);
        if (context.fact(HostPaths.WITHIN_POOLS).isPresent()) {
            new HostPaths(lookup).requireWithinPools(source);
        }
        if (context.fact(COPY_BEGUN).isPresent()) {
            // cut off on the way, so nobody knows how much of it is there
            delete(copy);
            Await.seen(
                    lookup.inventory(),
                    context,
                    "the host to forget the volume",
                    StorageFeature.LIMIT,
                    image -> !image.volumes().containsKey(copy));
        } else {
            requireAbsent(copy);
            context.putFact(COPY_BEGUN, copy.text());
        }
        context.waitingFor("the host to copy the volume");
        lookup.hypervisor(copy.pool().host()).volumes().copy(source.id(), StorageXml.copy(command.name(), source));
        context.waitingFor("");
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the volume",
                StorageFeature.LIMIT,
                image -> image.volumes().containsKey(copy));
    }

    private void requireAbsent(VolumeId id) {
        if (lookup.image().volumes().containsKey(id)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + id.name() + "\" already.",
                            "It stays as it is; no volume was made.",
                            "Choose another name.")
                    .toException();
        }
    }

    private void delete(VolumeId id) {
        try {
            lookup.hypervisor(id.pool().host()).volumes().delete(id);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VOLUME_NOT_FOUND) {
                throw e;
            }
        }
    }
}
