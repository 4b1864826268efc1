package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one restore point of one VM: at once, or in the steps in which it happens. */
final class PointWriter implements AutoCloseable {
    /** Where the firmware variables are in a point. */
    static final String NVRAM = "nvram";

    /** What begins the names of what its TPM held. */
    static final String TPM = "tpm/";

    private static final Pattern TARGET = Pattern.compile("[a-z]{1,8}[a-z0-9]{0,8}");

    private final BackupGround ground;
    private final Hypervisor hypervisor;
    private final RepositoryDirectory directory;
    private final RepositoryId repository;
    private final Vm vm;
    private final String point;
    private final BackupOptions options;
    private final RepositoryLease.Hold lease;

    PointWriter(
            BackupGround ground,
            RepositoryDirectory directory,
            RepositoryId repository,
            Vm vm,
            String point,
            BackupOptions options,
            RepositoryLease.Hold lease) {
        this.ground = ground;
        this.hypervisor = ground.lookup().hypervisor(vm.id().host());
        this.directory = directory;
        this.repository = repository;
        this.vm = vm;
        this.point = point;
        this.options = options;
        this.lease = lease;
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
    static List<Disk> disks(Vm vm, BackupOptions options) {
        List<Disk> disks = vm.disks().stream()
                .filter(disk -> disk.device().equals("disk")
                        && !disk.readOnly()
                        && !disk.source().isEmpty()
                        && !options.leftOut().contains(disk.target()))
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
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            what,
                            "Nothing was changed.",
                            "Leave that disk out, or back up what is inside the guest.")
                    .toException();
        }
        return disks;
    }

    /** What was found out and begun before the instant of the capture. */
    private record Ready(
            Instant begun,
            List<Disk> disks,
            PointDraft draft,
            Optional<PointFiles> before,
            Path sockets,
            DiskCapture capture,
            String xml) {}

    /** What all of it is made with. */
    private record Work(PointDisks into, DiskCapture capture, DiskSources sources, StepContext context) {}

    private @Nullable Ready ready;
    private @Nullable DiskSources captured;
    private Instant instant = Instant.EPOCH;

    private Ready ready() {
        return Objects.requireNonNull(ready);
    }

    /** Does it, and returns when the point is whole and on the disk. */
    void write(StepContext context) throws IOException, InterruptedException {
        prepare(context);
        if (!options.hook().isEmpty()) {
            ground.hooks().run(options.hook(), "before", vm);
        }
        boolean frozen;
        try {
            Freezing freezing = Freezing.of(hypervisor.backups(), vm, options.freeze(), context);
            try {
                capture(capture -> hypervisor.backups().begin(vm.id(), capture), context);
            } finally {
                freezing.end();
            }
            frozen = freezing.isFrozen();
        } finally {
            after(context);
        }
        PointManifest manifest = read(frozen, Optional.empty(), context);
        lease.require();
        ready().draft().commit(manifest);
        forgetEarlier(context);
    }

    /** Begins a point, and finds out all that the capture needs. */
    void prepare(StepContext context) throws IOException, InterruptedException {
        Instant begun = ground.clock().instant();
        Path points = directory.vm(vm.id().uuid());
        List<Disk> disks = disks(vm, options);
        Optional<PointFiles> before =
                PointDisks.before(directory, repository, vm.id().uuid(), context);
        PointDraft draft = PointDraft.begin(points, point);
        Path sockets = Files.createTempDirectory("muster-nbd");
        DiskCapture capture = new DiskCapture(
                hypervisor, vm, disks, repository, checkpoint(repository, point), before.map(PointFiles::manifest));
        ready = new Ready(
                begun, disks, draft, before, sockets, capture, hypervisor.vms().xml(vm.id(), false));
        capture.prepare();
    }

    /**
     * The instant all of its disks are of.
     *
     * @param begin how the hypervisor is asked
     */
    void capture(Consumer<Capture> begin, StepContext context) throws IOException, InterruptedException {
        captured = ready().capture().open(ready().sockets(), begin, context);
        instant = ground.clock().instant();
    }

    /** Reads it out while the VM goes on; all but the manifest is on the disk then. */
    PointManifest read(boolean frozen, Optional<String> set, StepContext context)
            throws IOException, InterruptedException {
        DiskSources sources = Objects.requireNonNull(captured);
        PointManifest manifest;
        try (sources) {
            List<FileContent> files = files(ready().draft(), ready().xml());
            Work work = new Work(
                    new PointDisks(ready().draft(), ready().before(), ready().sockets()),
                    ready().capture(),
                    sources,
                    context);
            List<DiskContent> contents = contents(ready().disks(), work);
            manifest = new PointManifest(
                    RepositoryDirectory.LAYOUT,
                    vm.id().uuid(),
                    vm.name(),
                    vm.id().host().text(),
                    instant,
                    Duration.between(ready().begun(), ground.clock().instant()),
                    work.into().parent(contents),
                    ready().capture().trackedFrom(contents),
                    !vm.state().isActive() ? Consistency.OFF : frozen ? Consistency.FROZEN : Consistency.CRASH,
                    contents,
                    files,
                    set);
        } finally {
            captured = null;
        }
        context.log(
                LogLine.Level.INFO,
                "read " + manifest.read() + " bytes of " + vm.name() + ", stored " + manifest.stored());
        return manifest;
    }

    /** Brings a point that was read to the disk whole, without its name. */
    void seal(PointManifest manifest) throws IOException {
        lease.require();
        ready().draft().seal(manifest);
    }

    /** From the newest point of a repository on alone is it kept track of what is written. */
    void forgetEarlier(StepContext context) {
        ready().capture().forgetEarlier(context);
    }

    /** Lets go of what was captured. */
    @Override
    public void close() throws IOException {
        try {
            if (captured != null) {
                captured.close();
            }
        } finally {
            captured = null;
            if (ready != null) {
                Files.deleteIfExists(ready.sockets());
            }
        }
    }

    private void after(StepContext context) throws InterruptedException {
        if (!options.hook().isEmpty()) {
            try {
                ground.hooks().run(options.hook(), "after", vm);
            } catch (MusterException e) {
                context.log(LogLine.Level.WARNING, e.problem().details());
            }
        }
    }

    private List<FileContent> files(PointDraft draft, String xml) throws IOException {
        List<FileContent> files = new ArrayList<>();
        files.add(draft.put("domain.xml", xml));
        Optional<String> variables = new FirmwareFiles(ground.lookup()).of(vm.id(), DomainDocument.parse(xml));
        if (variables.isPresent() && Files.isRegularFile(Path.of(variables.get()))) {
            files.add(draft.copy(NVRAM, Path.of(variables.get())));
        }
        for (Path file : GuestState.tpmFiles(vm.id())) {
            files.add(draft.copy(TPM + file, GuestState.tpm(vm.id()).resolve(file)));
        }
        SortedMap<String, String> networks = new TreeMap<>();
        for (Nic nic : vm.nics()) {
            network(nic).ifPresent(one -> networks.put(nic.source(), one));
        }
        for (Map.Entry<String, String> network : networks.entrySet()) {
            files.add(draft.put("networks/" + network.getKey() + ".xml", network.getValue()));
        }
        return files;
    }

    /** The definition of a network, where its name can be that of a file. */
    private Optional<String> network(Nic nic) {
        boolean named = nic.type().equals("network") && nic.source().matches("[A-Za-z0-9][A-Za-z0-9._-]*");
        return ground.lookup()
                .networksOf(vm.id().host())
                .filter(network -> named && network.name().equals(nic.source()))
                .findFirst()
                .map(network -> hypervisor.networks().xml(network.id()));
    }

    /**
     * What has to be read of a disk.
     *
     * @param size of the disk
     * @param stamp what its files are known by
     */
    private record Task(Disk disk, long size, DiskReading reading, String stamp) {}

    private List<DiskContent> contents(List<Disk> disks, Work work) throws IOException, InterruptedException {
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Disk disk : disks) {
            tasks.put(disk.target(), task(disk, work));
        }
        long total = tasks.values().stream()
                .mapToLong(task -> task.reading().bytes())
                .sum();
        RateLimit limit = new RateLimit(options.bytesPerSecond());
        AtomicLong earlier = new AtomicLong();
        List<DiskContent> contents = new ArrayList<>();
        for (Task task : tasks.values()) {
            DiskContent content = content(task, work, (read, _) -> {
                work.context().checkCancelled();
                long all = earlier.get() + read;
                work.context().progress(all, total, "bytes");
                limit.await(all);
            });
            earlier.addAndGet(content.read());
            contents.add(content);
        }
        return contents;
    }

    private Task task(Disk disk, Work work) throws IOException, InterruptedException {
        Optional<String> written = work.sources().written(disk.target());
        List<String> contexts = new ArrayList<>(List.of(NbdClient.ALLOCATION));
        written.ifPresent(contexts::add);
        String stamp = vm.state().isActive() ? "" : DiskCapture.stamp(disk, DiskSources.format(disk));
        boolean unchanged = !stamp.isEmpty()
                && work.into().before().stream()
                        .flatMap(below -> below.manifest().disks().stream())
                        .anyMatch(one -> one.target().equals(disk.target())
                                && one.stamp().equals(stamp));
        try (NbdClient look = work.sources().connect(disk.target(), contexts)) {
            return new Task(
                    disk,
                    look.size(),
                    unchanged ? new DiskReading(List.of(), List.of()) : DiskReading.of(look, written),
                    stamp);
        }
    }

    private static DiskContent content(Task task, Work work, DiskTransfer.Meter meter)
            throws IOException, InterruptedException {
        String target = task.disk().target();
        return work.into()
                .store(
                        new PointDisks.Source(
                                target,
                                task.disk().source(),
                                task.size(),
                                work.sources().written(target).isPresent(),
                                work.capture().isTracked(work.sources(), target),
                                task.stamp()),
                        asked -> work.sources().connect(target, asked),
                        task.reading(),
                        meter);
    }
}
