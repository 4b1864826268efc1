package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.CapturedDisk;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.PointManifest.FileContent;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes one restore point of one VM. */
final class PointWriter {
    /** Where QEMU, whatever user it runs as, may make a socket. */
    private static final Path SOCKETS = Path.of("/var/lib/libvirt/qemu");

    private static final Pattern TARGET = Pattern.compile("[a-z]{1,8}[a-z0-9]{0,8}");

    /** Where the firmware variables are in a point. */
    static final String NVRAM = "nvram";

    /** What begins the names of what its TPM held. */
    static final String TPM = "tpm/";

    private static final int READERS = 4;

    private final Lookup lookup;
    private final Hypervisor hypervisor;
    private final Clock clock;
    private final RepositoryDirectory directory;
    private final RepositoryId repository;
    private final Vm vm;
    private final String point;

    PointWriter(
            Lookup lookup, Clock clock, RepositoryDirectory directory, RepositoryId repository, Vm vm, String point) {
        this.lookup = lookup;
        this.hypervisor = lookup.hypervisor(vm.id().host());
        this.clock = clock;
        this.directory = directory;
        this.repository = repository;
        this.vm = vm;
        this.point = point;
    }

    /** The checkpoint that belongs to a point. */
    static String checkpoint(RepositoryId repository, String point) {
        return BackupOperations.OURS + repository + "-" + point;
    }

    /** Whether it is the target of a disk that can be a part of a file name. */
    static boolean isTarget(String text) {
        return TARGET.matcher(text).matches();
    }

    /** The disks of a VM that are backed up: those it writes to. {@code VM_STATE} where it has none, or one is out of reach. */
    static List<Disk> disks(Vm vm) {
        List<Disk> disks = vm.disks().stream()
                .filter(disk -> disk.device().equals("disk")
                        && !disk.readOnly()
                        && !disk.source().isEmpty())
                .toList();
        // the target becomes a part of file names, and libvirt takes more than letters and digits
        Optional<Disk> elsewhere = disks.stream()
                .filter(disk -> !disk.source().startsWith("/") || !isTarget(disk.target()))
                .findFirst();
        if (disks.isEmpty() || elsewhere.isPresent()) {
            String what = elsewhere
                    .map(disk ->
                            "The disk " + disk.target() + " of " + vm.name() + " is no file or device of its host.")
                    .orElse(vm.name() + " has no disk it writes to, so there is nothing to back up.");
            throw Problem.of(ErrorCode.VM_STATE, what, "Nothing was changed.", "Back up what is inside the guest.")
                    .toException();
        }
        return disks;
    }

    /** Does it, and returns when the point is whole and on the disk. */
    void write(StepContext context) throws IOException, InterruptedException {
        Instant begun = clock.instant();
        Path points = directory.vm(vm.id().uuid());
        Optional<Path> before = directory.points(vm.id().uuid()).stream().reduce((_, later) -> later);
        Optional<PointManifest> parent = before.map(RepositoryDirectory::manifest);
        PointDraft draft = PointDraft.begin(points, point);
        Path sockets = Files.createTempDirectory("muster-nbd");
        String xml = hypervisor.vms().xml(vm.id(), false);
        PointManifest manifest;
        try (DiskSources sources = sources(parent, sockets, context)) {
            Instant captured = clock.instant();
            List<FileContent> files = new ArrayList<>();
            SortedMap<String, String> networks = new TreeMap<>();
            files.add(draft.put("domain.xml", xml));
            Optional<String> variables = new FirmwareFiles(lookup).of(vm.id(), DomainDocument.parse(xml));
            if (variables.isPresent() && Files.isRegularFile(Path.of(variables.get()))) {
                files.add(draft.copy(NVRAM, Path.of(variables.get())));
            }
            for (Path file : GuestState.tpmFiles(vm.id())) {
                files.add(draft.copy(TPM + file, GuestState.tpm(vm.id()).resolve(file)));
            }
            for (Nic nic : vm.nics()) {
                network(nic).ifPresent(one -> networks.put(nic.source(), one));
            }
            for (Map.Entry<String, String> network : networks.entrySet()) {
                files.add(draft.put("networks/" + network.getKey() + ".xml", network.getValue()));
            }
            List<DiskContent> disks = new ArrayList<>();
            for (Disk disk : disks(vm)) {
                disks.add(disk(disk, sources, before, parent, draft, sockets, context));
            }
            manifest = new PointManifest(
                    RepositoryDirectory.LAYOUT,
                    vm.id().uuid(),
                    vm.name(),
                    vm.id().host().text(),
                    captured,
                    Duration.between(begun, clock.instant()),
                    before.filter(_ -> disks.stream().anyMatch(disk -> known(parent, disk.target())))
                            .map(path -> path.getFileName().toString()),
                    trackedFrom(parent, disks),
                    vm.state().isActive() ? Consistency.CRASH : Consistency.OFF,
                    disks,
                    files);
        } finally {
            Files.deleteIfExists(sockets);
        }
        draft.commit(manifest);
        forgetEarlier(context);
        context.log(
                LogLine.Level.INFO,
                "read " + manifest.read() + " bytes of " + vm.name() + ", stored " + manifest.stored());
    }

    /** The definition of a network, where its name can be that of a file. */
    private Optional<String> network(Nic nic) {
        boolean named = nic.type().equals("network") && nic.source().matches("[A-Za-z0-9][A-Za-z0-9._-]*");
        return lookup.networksOf(vm.id().host())
                .filter(network -> named && network.name().equals(nic.source()))
                .findFirst()
                .map(network -> hypervisor.networks().xml(network.id()));
    }

    /**
     * From which checkpoint on is known what is written. That of an earlier point knows more than was written since this one, which
     * does no harm: only blocks that differ are stored.
     */
    private Optional<String> trackedFrom(Optional<PointManifest> parent, List<DiskContent> disks) {
        if (!vm.state().isActive()) {
            List<String> there = hypervisor.snapshots().checkpoints(vm.id());
            return parent.flatMap(PointManifest::checkpoint).filter(there::contains);
        }
        return Optional.of(checkpoint(repository, point))
                .filter(_ -> disks.stream().anyMatch(DiskContent::checkpointed));
    }

    private static boolean known(Optional<PointManifest> parent, String target) {
        return parent.stream()
                .flatMap(manifest -> manifest.disks().stream())
                .anyMatch(disk -> disk.target().equals(target));
    }

    /** Whether the checkpoint of the point before is about that disk. */
    private static boolean isTracked(Optional<PointManifest> parent, String target) {
        return parent.stream()
                .flatMap(manifest -> manifest.disks().stream())
                .anyMatch(disk -> disk.target().equals(target) && disk.checkpointed());
    }

    private DiskSources sources(Optional<PointManifest> parent, Path sockets, StepContext context)
            throws IOException, InterruptedException {
        List<Disk> disks = disks(vm);
        if (!vm.state().isActive()) {
            return DiskSources.ofImages(disks, sockets);
        }
        Path socket = SOCKETS.resolve("muster-" + vm.id().uuid() + ".sock");
        Files.deleteIfExists(socket);
        List<String> there = hypervisor.snapshots().checkpoints(vm.id());
        Optional<String> since = parent.flatMap(PointManifest::checkpoint).filter(there::contains);
        List<Capture> tries = new ArrayList<>();
        if (since.isPresent()) {
            tries.add(capture(socket, true, disk -> since.filter(_ -> isTracked(parent, disk.target()))));
        }
        tries.add(capture(socket, true, _ -> Optional.empty()));
        // beside what others have made of it, libvirt may take no checkpoint; the disks can be read all the same
        tries.add(capture(socket, false, _ -> Optional.empty()));
        for (Capture capture : tries.subList(0, tries.size() - 1)) {
            try {
                return DiskSources.ofRunning(hypervisor.backups(), vm.id(), capture);
            } catch (MusterException e) {
                boolean first = since.isPresent() && capture.equals(tries.getFirst());
                context.log(
                        LogLine.Level.WARNING,
                        first
                                // a QEMU that was killed took its bitmaps with it; what differs is found by reading all
                                ? "what was written since the point before is not known any more, so all of it is read"
                                : "libvirt keeps no track of what is written, so the next backup reads all of it: "
                                        + e.problem().details());
            }
        }
        return DiskSources.ofRunning(hypervisor.backups(), vm.id(), tries.getLast());
    }

    private Capture capture(Path socket, boolean track, Function<Disk, Optional<String>> since) throws IOException {
        SortedMap<String, CapturedDisk> targets = new TreeMap<>();
        for (Disk disk : disks(vm)) {
            targets.put(disk.target(), new CapturedDisk(scratch(disk), track && canTrack(disk), since.apply(disk)));
        }
        return new Capture(socket, targets, checkpoint(repository, point));
    }

    /** QEMU keeps bitmaps in qcow2 from its version 3 on (qcow2.txt), and nowhere else. */
    private static boolean canTrack(Disk disk) throws IOException {
        if (!disk.format().equals("qcow2")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(Path.of(disk.source()))) {
            byte[] head = in.readNBytes(8);
            return head.length == 8 && ByteBuffer.wrap(head).getInt(4) >= 3;
        }
    }

    /** Beside the image, where there is room for what it holds; a device has no room beside it. */
    private Path scratch(Disk disk) {
        Path image = Path.of(disk.source());
        Path room = image.startsWith("/dev") ? SOCKETS : image.resolve("..").normalize();
        return room.resolve("." + vm.id().uuid() + "-" + disk.target() + ".muster-scratch");
    }

    private DiskContent disk(
            Disk disk,
            DiskSources sources,
            Optional<Path> before,
            Optional<PointManifest> parent,
            PointDraft draft,
            Path sockets,
            StepContext context)
            throws IOException, InterruptedException {
        String target = disk.target();
        Path image = draft.disks().resolve(target + ".qcow2");
        Path map = draft.disks().resolve(target + ".map");
        Optional<String> written = sources.written(target);
        List<String> contexts = new ArrayList<>(List.of(NbdClient.ALLOCATION));
        written.ifPresent(contexts::add);
        Optional<Path> below = before.filter(_ -> known(parent, target));
        try (NbdClient look = sources.connect(target, contexts)) {
            DiskReading reading = DiskReading.of(look, written);
            QemuImg.create(
                    image,
                    look.size(),
                    below.map(path -> "../../" + path.getFileName() + "/disks/" + target + ".qcow2"));
            DiskTransfer.Moved moved;
            try (QemuNbd into = QemuNbd.export(new QemuNbd.Export(image, "qcow2", true, Optional.empty()), sockets);
                    BlockMap blocks = below.isPresent()
                            ? BlockMap.continuing(
                                    map, below.get().resolve("disks").resolve(target + ".map"), look.size())
                            : BlockMap.create(map, look.size())) {
                long total = reading.bytes();
                moved = new DiskTransfer(asked -> sources.connect(target, asked), into::connect, blocks, (read, _) -> {
                            context.checkCancelled();
                            context.progress(read, total, "bytes");
                        })
                        .run(reading, READERS);
            }
            return new DiskContent(
                    target,
                    disk.source(),
                    look.size(),
                    "disks/" + image.getFileName(),
                    "disks/" + map.getFileName(),
                    PointDraft.sha256(image),
                    PointDraft.sha256(map),
                    written.isPresent(),
                    vm.state().isActive() ? sources.isTracked(target) : isTracked(parent, target),
                    moved.read(),
                    moved.stored());
        }
    }

    /** Only from the newest point of a repository on is it kept track of what is written. The point is whole whatever comes of it. */
    private void forgetEarlier(StepContext context) {
        if (!vm.state().isActive()) {
            return;
        }
        String newest = checkpoint(repository, point);
        for (String name : hypervisor.snapshots().checkpoints(vm.id())) {
            if (name.startsWith(BackupOperations.OURS + repository + "-") && !name.equals(newest)) {
                try {
                    hypervisor.backups().deleteCheckpoint(vm.id(), name);
                } catch (MusterException e) {
                    context.log(LogLine.Level.WARNING, "the checkpoint " + name + " could not be deleted");
                }
            }
        }
    }
}
