package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.StorageXml;
import dev.muster.model.vm.DiskPlaces.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that make volumes from the disks of a restore point, each taken back by deleting the volume. */
final class RestoreSteps {
    /** Put before a volume is made: one that is there on another try is half a disk, and ours. */
    private static final String BEGUN = "volumeBegun.";

    private static final String DONE = "volumeDone.";

    /** Put when all of a restore stands: from then on nothing of it is taken back. */
    static final String WHOLE = "whole";

    private static final String VOLUME = "volume.";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RestoreGround ground;

    RestoreSteps(RestoreGround ground) {
        this.ground = ground;
    }

    /** Puts where disks go into a job's facts. */
    static Map<String, String> facts(Map<String, VolumeId> volumes) {
        Map<String, String> facts = new LinkedHashMap<>();
        volumes.forEach((target, volume) -> facts.put(VOLUME + target, volume.text()));
        return facts;
    }

    /** Reads it from there. */
    static Map<String, VolumeId> volumes(Map<String, String> facts) {
        Map<String, VolumeId> volumes = new java.util.TreeMap<>();
        facts.forEach((key, value) -> {
            if (key.startsWith(VOLUME)) {
                volumes.put(key.substring(VOLUME.length()), VolumeId.of(value));
            }
        });
        return volumes;
    }

    /** Fills a new volume with a disk of a point, reads it back and compares. */
    StepDefinition restore(PointId point, String target, VolumeId volume) {
        return new StepDefinition(
                "restore/" + target,
                "Restore " + target + " to " + volume.name(),
                volume.text(),
                List.of(),
                context -> {
                    if (isDone(target, volume, context)) {
                        return;
                    }
                    fill(point, target, volume, context);
                    context.putFact(DONE + target, volume.text());
                },
                context -> takeBack(target, volume, context));
    }

    /** Makes an image in which is kept what a VM writes over a disk of a point, which is marked as used by it. */
    StepDefinition overlay(PointId point, String target, VolumeId volume, VmId vm) {
        return new StepDefinition(
                "overlay/" + target,
                "Make " + volume.name() + " over " + target + " of the restore point",
                volume.text(),
                List.of(),
                context -> {
                    if (isDone(target, volume, context)) {
                        return;
                    }
                    PointFiles files = ground.repositories().point(point);
                    try {
                        files.requireChain(target);
                        PointMarks.use(files.path(), vm);
                    } catch (IOException e) {
                        throw brokenOff(e);
                    }
                    make(
                            target,
                            volume,
                            StorageXml.over(
                                    volume.name(),
                                    files.disk(target).size(),
                                    files.image(target).toString(),
                                    "qcow2"),
                            context);
                    context.putFact(DONE + target, volume.text());
                },
                context -> {
                    takeBack(target, volume, context);
                    try {
                        PointMarks.letGo(ground.repositories().point(point).path(), vm.uuid());
                    } catch (IOException e) {
                        throw brokenOff(e);
                    }
                });
    }

    private boolean isDone(String target, VolumeId volume, StepContext context) {
        return context.fact(DONE + target).isPresent()
                && ground.lookup().image().volumes().containsKey(volume);
    }

    private void fill(PointId point, String target, VolumeId volume, StepContext context) throws InterruptedException {
        PointFiles files = ground.repositories().point(point);
        Pool pool = ground.pool(volume.pool());
        DiskForm form = ground.form(pool);
        String path = make(
                target,
                volume,
                StorageXml.toBeFilled(volume.name(), files.disk(target).size(), form.format(), !form.file()),
                context);
        try {
            if (form.here()) {
                DiskFill.run(files, target, Path.of(path), form.format(), DiskFill.READERS, context);
            } else {
                VolumeOperations volumes =
                        ground.lookup().hypervisor(volume.pool().host()).volumes();
                RemoteFill.run(files, target, volumes, volume, context);
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** Makes a volume, one that an earlier try left deleted first, and says where it is. */
    String make(String target, VolumeId volume, String xml, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = ground.lookup().hypervisor(volume.pool().host());
        if (context.fact(BEGUN + target).isPresent()) {
            delete(volume, context);
        } else {
            requireAbsent(volume);
            context.putFact(BEGUN + target, volume.text());
        }
        hypervisor.volumes().create(volume.pool(), xml);
        Await.seen(
                ground.lookup().inventory(),
                context,
                "the host to tell of the volume",
                LIMIT,
                image -> image.volumes().containsKey(volume));
        return path(volume);
    }

    /** Where a volume is; {@code VOLUME_NOT_FOUND}. */
    String path(VolumeId volume) {
        return Optional.ofNullable(ground.lookup().image().volumes().get(volume))
                .map(Volume::path)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VOLUME_NOT_FOUND,
                                "The volume " + volume.name() + " is not there any more.",
                                "The restore was taken back.",
                                "Restore again.")
                        .toException());
    }

    /** Where disks are now that were restored. */
    Map<String, Place> places(Map<String, VolumeId> volumes) {
        Map<String, Place> places = new LinkedHashMap<>();
        volumes.forEach((target, volume) -> places.put(
                target,
                new Place(path(volume), ground.form(ground.pool(volume.pool())).format())));
        return places;
    }

    private void requireAbsent(VolumeId volume) {
        if (ground.lookup().image().volumes().containsKey(volume)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + volume.name() + "\" already.",
                            "It stays as it is; nothing was restored.",
                            "Restore again, under another name.")
                    .toException();
        }
    }

    /** Deletes the volume of a step that was begun, unless all stands. */
    void takeBack(String target, VolumeId volume, StepContext context) throws InterruptedException {
        if (context.fact(BEGUN + target).isPresent() && context.fact(WHOLE).isEmpty()) {
            delete(volume, context);
        }
    }

    /** Deletes a volume; one that is gone is left alone. */
    void delete(VolumeId volume, StepContext context) throws InterruptedException {
        try {
            ground.lookup().hypervisor(volume.pool().host()).volumes().delete(volume);
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VOLUME_NOT_FOUND) {
                throw e;
            }
        }
        Await.seen(
                ground.lookup().inventory(),
                context,
                "the host to forget the volume",
                LIMIT,
                image -> !image.volumes().containsKey(volume));
    }

    static MusterException brokenOff(IOException cause) {
        String why = String.valueOf(cause.getMessage());
        boolean full = why.contains("No space left on device");
        return Problem.of(
                        full ? ErrorCode.DISK_FULL : ErrorCode.RESTORE_BROKEN_OFF,
                        full ? "The pool is full." : "The restore broke off: " + why + ".",
                        "It was taken back; the restore point is as it was.",
                        full ? "Make room there, or restore to another pool." : "Look at the pool and the repository.")
                .withDetails(String.valueOf(cause))
                .toException(cause);
    }
}
