package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.SnapshotOperations.MergeState;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.storage.StorageXml;
import dev.muster.model.vm.DiskPlaces;
import dev.muster.model.vm.DiskPlaces.Place;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Moves the disks of a VM that runs from a restore point into a pool: by QEMU while it runs, by the bridge while it is off. Each
 * disk is in one place or the other, whatever happens; what the VM wrote is lost in neither.
 */
final class MoveDefinition implements JobDefinition<RestoreCommand.MoveOut> {
    private static final String NAME = "name";

    /** Where a disk was before, by target: an image over the restore point. */
    private static final String OVERLAY = "overlay.";

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final RestoreGround ground;
    private final RestoreSteps disks;

    MoveDefinition(RestoreGround ground) {
        this.ground = ground;
        this.disks = new RestoreSteps(ground);
    }

    @Override
    public Class<RestoreCommand.MoveOut> command() {
        return RestoreCommand.MoveOut.class;
    }

    @Override
    public Prepared prepare(RestoreCommand.MoveOut command, Principal by) {
        Vm vm = ground.lookup().vm(command.vm());
        Pool pool = ground.pool(command.pool());
        ground.requireHere(vm.id().host());
        ground.vms().requireFree(vm.id());
        if (!pool.id().host().equals(vm.id().host())) {
            throw refused(
                    "The pool " + pool.name() + " is on another host than " + vm.name() + ".",
                    "Choose one of its host.");
        }
        if (vm.state() == VmState.UNKNOWN || vm.state() == VmState.CRASHED || vm.savedState()) {
            throw refused(vm.name() + " is in no state in which its disks can be moved.", "Start it, or shut it down.");
        }
        Map<String, String> facts = new HashMap<>();
        FileUsers users = new FileUsers(ground.lookup(), vm.id().host());
        for (Disk disk : vm.disks()) {
            if (PointWriter.isTarget(disk.target()) && ground.repositories().liesInOne(users, disk.source())) {
                facts.put(OVERLAY + disk.target(), disk.source());
                facts.putAll(RestoreSteps.facts(
                        Map.of(disk.target(), ground.volume(pool, vm.name() + "-" + disk.target()))));
            }
        }
        if (facts.isEmpty()) {
            throw refused(vm.name() + " runs from no restore point.", "There is nothing to move.");
        }
        facts.put(NAME, vm.name());
        return new Prepared("Move " + vm.name() + " out of the repository", facts);
    }

    private static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.VM_STATE, what, "Nothing was changed.", remedy)
                .toException();
    }

    @Override
    public Claim claim(JobId job, RestoreCommand.MoveOut command, Map<String, String> facts) {
        return ground.vms().claim(job, command.vm(), "Move " + facts.getOrDefault(NAME, ""));
    }

    @Override
    public List<StepDefinition> steps(RestoreCommand.MoveOut command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        RestoreSteps.volumes(facts).forEach((target, volume) -> {
            String overlay = facts.getOrDefault(OVERLAY + target, "");
            steps.add(new StepDefinition(
                    "move/" + target,
                    "Move " + target + " to " + volume.name(),
                    volume.text(),
                    steps.isEmpty() ? List.of() : List.of(steps.size() - 1),
                    context -> new DiskMove(command.vm(), target, volume, overlay, context).run(),
                    context -> new DiskMove(command.vm(), target, volume, overlay, context).takeBack()));
        });
        steps.add(new StepDefinition(
                "release",
                "Release the restore point",
                command.vm().text(),
                List.of(steps.size() - 1),
                _ -> ground.repositories().letGo(command.vm().uuid()),
                StepDefinition.NOTHING));
        return steps;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    /** One disk on its way. */
    private final class DiskMove {
        private final VmId vm;
        private final String target;
        private final VolumeId volume;
        private final String overlay;
        private final StepContext context;
        private final Hypervisor hypervisor;

        DiskMove(VmId vm, String target, VolumeId volume, String overlay, StepContext context) {
            this.vm = vm;
            this.target = target;
            this.volume = volume;
            this.overlay = overlay;
            this.context = context;
            this.hypervisor = ground.lookup().hypervisor(vm.host());
        }

        void run() throws InterruptedException {
            if (!isThere()) {
                if (hypervisor.vms().get(vm).state().isActive()) {
                    endCopy();
                }
                Place place = make();
                // a guest may switch itself off at any time; then the copy ends, and what it wrote is in the overlay
                while (!isThere() && hypervisor.vms().get(vm).state().isActive()) {
                    copy(place);
                }
                if (!isThere()) {
                    copyOff(place);
                }
            }
            hypervisor.files().delete(vm.host(), overlay);
        }

        /** Whether the VM's disk is in its new place, in what runs and in what starts next. */
        private boolean isThere() {
            String path = ground.lookup().image().volumes().containsKey(volume) ? disks.path(volume) : "";
            return !path.isEmpty() && source(true).equals(path) && source(false).equals(path);
        }

        private String source(boolean live) {
            return DomainDocument.parse(hypervisor.vms().xml(vm, live)).disks().stream()
                    .filter(disk -> disk.target().equals(target))
                    .map(Disk::source)
                    .findFirst()
                    .orElse("");
        }

        private Place make() throws InterruptedException {
            Pool pool = ground.pool(volume.pool());
            DiskForm form = ground.form(pool);
            disks.make(
                    target, volume, StorageXml.toBeFilled(volume.name(), size(), form.format(), !form.file()), context);
            return Optional.ofNullable(disks.places(Map.of(target, volume)).get(target))
                    .orElseThrow();
        }

        private long size() throws InterruptedException {
            try {
                return QemuImg.chain(Path.of(overlay), "qcow2").getFirst().size();
            } catch (IOException e) {
                throw RestoreSteps.brokenOff(e);
            }
        }

        private void copy(Place place) throws InterruptedException {
            try {
                hypervisor.backups().beginCopy(vm, target, place);
                while (true) {
                    context.checkCancelled();
                    Optional<MergeState> state = hypervisor.snapshots().merge(vm, target);
                    if (state.isEmpty()) {
                        break;
                    }
                    context.progress(state.get().done(), state.get().total(), "bytes");
                    if (state.get().ready()) {
                        hypervisor.snapshots().endMerge(vm, target, true);
                        break;
                    }
                    TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
                }
            } catch (MusterException e) {
                if (hypervisor.vms().get(vm).state().isActive()) {
                    throw e;
                }
                context.log(LogLine.Level.INFO, "the VM went off; the rest is moved while it is off");
                return;
            }
            if (!isThere() && hypervisor.vms().get(vm).state().isActive()) {
                throw Problem.of(
                                ErrorCode.RESTORE_BROKEN_OFF,
                                "QEMU gave up copying " + target + ".",
                                "The VM goes on from the restore point; nothing it wrote is lost.",
                                "Look at the room in the pool and the VM's log, then move it again.")
                        .toException();
            }
        }

        private void endCopy() {
            hypervisor.snapshots().endMerge(vm, target, false);
        }

        private void copyOff(Place place) throws InterruptedException {
            Place empty = place;
            if (context.fact("copied." + target).isEmpty()) {
                // half a copy may be in it
                empty = make();
                try {
                    fill(Path.of(overlay), empty);
                } catch (IOException e) {
                    throw RestoreSteps.brokenOff(e);
                }
                context.putFact("copied." + target, volume.text());
            }
            DomainDocument now = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(vm));
            ground.life().define(vm, DiskPlaces.of(now, Map.of(target, empty)).xml(), context);
        }

        private void fill(Path image, Place place) throws IOException, InterruptedException {
            Path sockets = Files.createTempDirectory("muster-nbd");
            try (QemuNbd from = QemuNbd.export(new QemuNbd.Export(image, "qcow2", false, Optional.empty()), sockets);
                    QemuNbd into = QemuNbd.export(
                            new QemuNbd.Export(Path.of(place.path()), place.format(), true, Optional.empty()),
                            sockets);
                    NbdClient look = from.connect(List.of(NbdClient.ALLOCATION));
                    BlockMap filled = BlockMap.blank(look.size())) {
                DiskReading reading = DiskReading.of(look, Optional.empty());
                new DiskTransfer(from::connect, into::connect, filled, (read, _) -> {
                            context.checkCancelled();
                            context.progress(read, reading.bytes(), "bytes");
                        })
                        .run(reading, DiskFill.READERS);
                DiskCheck.Found found =
                        DiskCheck.run(into::connect, filled, DiskFill.READERS, (_, _) -> context.checkCancelled());
                if (!found.isGood()) {
                    throw new IOException(place.path() + " does not hold what was written into it");
                }
            } finally {
                Files.deleteIfExists(sockets);
            }
        }

        /** What is there already stays there. */
        void takeBack() throws InterruptedException {
            if (isThere()) {
                return;
            }
            if (hypervisor.vms().get(vm).state().isActive()) {
                endCopy();
            }
            disks.takeBack(target, volume, context);
        }
    }
}
