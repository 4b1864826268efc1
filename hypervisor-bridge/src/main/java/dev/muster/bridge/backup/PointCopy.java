package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.PointManifest.FileContent;
import dev.muster.model.backup.RepositoryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a restore point into another repository, as what differs from the point of that VM before it there.
 *
 * @param from what is copied
 * @param to the other repository
 * @param repository its name
 */
record PointCopy(PointFiles from, RepositoryDirectory to, RepositoryId repository) {
    /** Copies it aside, under a name of the same form; all of it is on the disk then, and nothing is missing but its name. */
    void run(String name, Optional<String> set, StepContext context) throws IOException, InterruptedException {
        Path points = to.vm(from.id().vm());
        Optional<PointFiles> before =
                PointDisks.before(to, repository, from.id().vm(), context);
        PointDraft draft = PointDraft.begin(points, name);
        PointManifest manifest = from.manifest();
        List<FileContent> files = new ArrayList<>();
        for (FileContent file : manifest.files()) {
            files.add(draft.copy(file.name(), from.file(file.name())));
        }
        Path sockets = Files.createTempDirectory("muster-nbd");
        try (DiskSources.Images sources = sources(sockets)) {
            PointDisks into = new PointDisks(draft, before, sockets);
            List<DiskContent> contents = new ArrayList<>();
            for (DiskContent disk : manifest.disks()) {
                contents.add(content(disk, sources, into, context));
            }
            draft.seal(new PointManifest(
                    RepositoryDirectory.LAYOUT,
                    manifest.vm(),
                    manifest.name(),
                    manifest.host(),
                    manifest.captured(),
                    manifest.took(),
                    into.parent(contents),
                    Optional.empty(),
                    manifest.consistency(),
                    contents,
                    files,
                    set));
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    private DiskSources.Images sources(Path sockets) throws IOException, InterruptedException {
        Map<String, QemuNbd> servers = new HashMap<>();
        DiskSources.Images sources = new DiskSources.Images(servers);
        boolean whole = false;
        try {
            for (DiskContent disk : from.manifest().disks()) {
                from.requireChain(disk.target());
                servers.put(
                        disk.target(),
                        QemuNbd.export(
                                new QemuNbd.Export(from.image(disk.target()), "qcow2", false, Optional.empty()),
                                sockets));
            }
            whole = true;
            return sources;
        } finally {
            if (!whole) {
                sources.close();
            }
        }
    }

    private static DiskContent content(DiskContent disk, DiskSources sources, PointDisks into, StepContext context)
            throws IOException, InterruptedException {
        DiskReading reading;
        try (NbdClient look = sources.connect(disk.target(), List.of(NbdClient.ALLOCATION))) {
            reading = DiskReading.of(look, Optional.empty());
        }
        return into.store(
                new PointDisks.Source(disk.target(), disk.source(), disk.size(), false, false, ""),
                asked -> sources.connect(disk.target(), asked),
                reading,
                (read, _) -> {
                    context.checkCancelled();
                    context.progress(read, reading.bytes(), "bytes");
                });
    }
}
