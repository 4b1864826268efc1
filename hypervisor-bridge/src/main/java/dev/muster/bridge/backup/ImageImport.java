package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.DiskImage;
import dev.muster.model.backup.ImportedMachine;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.PointManifest.FileContent;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainBuilder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The import of one machine. One that is cut off leaves nothing, and begins anew. */
final class ImageImport {
    private static final Logger LOG = LoggerFactory.getLogger(ImageImport.class);

    private final BackupGround ground;
    private final BackupCommand.ImportImage command;
    private final String point;
    private final DomainBuilder.Ground domain;
    private final UUID machine;
    private final List<String> targets;

    /**
     * An import.
     *
     * @param point what the restore point is called
     * @param domain what the machine's definition is made with, its UUID among it
     */
    ImageImport(BackupGround ground, BackupCommand.ImportImage command, String point, DomainBuilder.Ground domain) {
        this.ground = ground;
        this.command = command;
        this.point = point;
        this.domain = domain;
        this.machine = domain.uuid();
        this.targets = ImportedMachine.targets(command.images().size());
    }

    /** Does it. */
    void run(StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(command.repository());
        try (RepositoryLease.Hold lease = ground.lease().hold(directory)) {
            if (!PointDraft.of(directory.vm(machine), point).isWhole()) {
                write(directory, lease, context);
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private void write(RepositoryDirectory directory, RepositoryLease.Hold lease, StepContext context)
            throws IOException, InterruptedException {
        Instant begun = ground.clock().instant();
        Optional<PointFiles> before = PointDisks.before(directory, command.repository(), machine, context);
        PointDraft draft = PointDraft.begin(directory.vm(machine), point);
        Path sockets = Files.createTempDirectory("muster-nbd");
        PointManifest manifest;
        try {
            PointDisks into = new PointDisks(draft, before, sockets);
            List<FileContent> files =
                    List.of(draft.put("domain.xml", command.machine().xml(targets.size(), domain)));
            List<DiskContent> contents;
            try (DiskSources sources = sources(sockets)) {
                contents = contents(sources, into, context);
            }
            manifest = new PointManifest(
                    RepositoryDirectory.LAYOUT,
                    machine,
                    command.machine().name(),
                    "",
                    begun,
                    Duration.between(begun, ground.clock().instant()),
                    into.parent(contents),
                    Optional.empty(),
                    Consistency.OFF,
                    contents,
                    files);
        } finally {
            Files.deleteIfExists(sockets);
        }
        lease.require();
        draft.commit(manifest);
        context.log(
                LogLine.Level.INFO,
                "read " + manifest.read() + " bytes of " + manifest.name() + ", stored " + manifest.stored());
    }

    private DiskSources.Images sources(Path sockets) throws IOException, InterruptedException {
        Map<String, QemuNbd> servers = new HashMap<>();
        DiskSources.Images sources = new DiskSources.Images(servers);
        try {
            for (int disk = 0; disk < targets.size(); disk++) {
                DiskImage image = command.images().get(disk);
                // checked again: since the command was given another file may have taken its place
                Path file = ImageCheck.require(image);
                servers.put(
                        targets.get(disk),
                        QemuNbd.export(
                                new QemuNbd.Export(file, image.format().word(), false, Optional.empty()), sockets));
            }
            return sources;
        } catch (IOException | InterruptedException | MusterException e) {
            sources.close();
            throw e;
        }
    }

    /**
     * What has to be read of a disk.
     *
     * @param size of the disk
     */
    private record Task(long size, DiskReading reading) {}

    private List<DiskContent> contents(DiskSources sources, PointDisks into, StepContext context)
            throws IOException, InterruptedException {
        List<Task> tasks = new ArrayList<>();
        for (String target : targets) {
            try (NbdClient look = sources.connect(target, List.of(NbdClient.ALLOCATION))) {
                tasks.add(new Task(look.size(), DiskReading.of(look, Optional.empty())));
            }
        }
        long total = tasks.stream().mapToLong(task -> task.reading().bytes()).sum();
        AtomicLong earlier = new AtomicLong();
        List<DiskContent> contents = new ArrayList<>();
        for (int disk = 0; disk < targets.size(); disk++) {
            String target = targets.get(disk);
            Task task = tasks.get(disk);
            DiskContent content = into.store(
                    new PointDisks.Source(target, command.images().get(disk).path(), task.size(), false, false, ""),
                    asked -> sources.connect(target, asked),
                    task.reading(),
                    (read, _) -> {
                        context.checkCancelled();
                        context.progress(earlier.get() + read, total, "bytes");
                    });
            earlier.addAndGet(content.read());
            contents.add(content);
        }
        return contents;
    }

    /** Deletes what an attempt may have begun. What is whole stays. */
    void leaveNothing() {
        Path points = ground.repositories().directory(command.repository()).vm(machine);
        PointDraft draft = PointDraft.of(points, point);
        if (draft.isWhole()) {
            return;
        }
        try {
            draft.discard();
            deleteIfEmpty(points);
        } catch (IOException e) {
            throw RepositoryDirectory.failed(points, e);
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // earlier points of the machine
            LOG.debug("{} stays", directory);
        }
    }

    private MusterException brokenOff(IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (why.contains("No space left on device")) {
            return RepositoryDirectory.full(cause);
        }
        return Problem.of(
                        ErrorCode.BACKUP_BROKEN_OFF,
                        "The import of " + command.machine().name() + " broke off: " + why + ".",
                        "Nothing of it is kept. The images are as they were, and earlier points are whole.",
                        "Look at the images and the repository, then run it again.")
                .withDetails(String.valueOf(cause))
                .toException(cause);
    }
}
