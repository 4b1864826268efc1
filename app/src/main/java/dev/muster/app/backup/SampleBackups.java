package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BackupQuery.PointList;
import dev.muster.model.backup.BackupQuery.RepositoryList;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.PointManifest.FileContent;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.LiveObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Restore points of sample VMs in three repositories, one of which cannot be reached. */
final class SampleBackups {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final RepositoryId NIGHTLY = new RepositoryId("nightly");
    private static final RepositoryId OFFSITE = new RepositoryId("offsite");
    private static final RepositoryId ARCHIVE = new RepositoryId("archive");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** The names of the sample inventory. */
    private static final List<String> NAMES =
            List.of("web", "db", "lb", "mail", "reconciliation-service-with-a-long-name", "build", "cache", "ldap");

    private SampleBackups() {}

    static List<LiveObject> objects() {
        return List.of(
                repository(NIGHTLY, "/srv/backups/nightly"),
                repository(OFFSITE, "/mnt/offsite/muster"),
                repository(ARCHIVE, "/mnt/nas/archive"));
    }

    static RepositoryList repositories() {
        List<Point> points = points(Optional.empty()).points();
        return new RepositoryList(List.of(
                RepositoryState.unusable(
                        repository(ARCHIVE, "/mnt/nas/archive"),
                        Problem.of(
                                ErrorCode.REPOSITORY_UNUSABLE,
                                "The storage of the repository in /mnt/nas/archive does not answer.",
                                "VMs go on, and restore points that are whole stay so.",
                                "Look at the connection to it: it goes on by itself when it answers again.")),
                new RepositoryState(
                        repository(NIGHTLY, "/srv/backups/nightly"),
                        4096 * GIB,
                        1630 * GIB,
                        count(points, NIGHTLY),
                        38 * GIB,
                        Optional.empty()),
                new RepositoryState(
                        repository(OFFSITE, "/mnt/offsite/muster"),
                        1024 * GIB,
                        61 * GIB,
                        count(points, OFFSITE),
                        4 * GIB,
                        Optional.empty())));
    }

    private static int count(List<Point> points, RepositoryId repository) {
        return (int) points.stream()
                .filter(point -> point.id().repository().equals(repository))
                .count();
    }

    /** A week of nights for most VMs of h1 and h2, weekly ones off site for web-10, and a VM that is gone. */
    static PointList points(Optional<UUID> vm) {
        Instant tonight = Instant.now().minus(Duration.ofHours(9)).truncatedTo(ChronoUnit.HOURS);
        List<Point> points = new ArrayList<>();
        for (int host = 1; host <= 2; host++) {
            for (int number = 0; number < 16; number++) {
                if ((number * 7 + host) % 5 != 0) {
                    String name = NAMES.get(number % NAMES.size()) + "-" + host + number;
                    int nights = number == 0 ? 19 : 3 + (number * 5 + host) % 9;
                    nights(
                            points,
                            new UUID(host, number),
                            name,
                            "h" + host,
                            tonight.plusSeconds(240L * number),
                            nights);
                }
            }
        }
        for (int week = 0; week < 3; week++) {
            points.add(point(
                    OFFSITE,
                    new UUID(1, 0),
                    "web-10",
                    "h1",
                    tonight.minus(Duration.ofDays(2 + 7L * week)),
                    Optional.empty(),
                    38 * GIB + week * 700L * MIB,
                    week));
        }
        points.add(point(
                OFFSITE,
                new UUID(9, 1),
                "legacy-erp",
                "h2",
                tonight.minus(Duration.ofDays(41)),
                Optional.empty(),
                112 * GIB,
                1));
        return new PointList(points.stream()
                .filter(point -> vm.isEmpty() || vm.get().equals(point.id().vm()))
                .map(SampleBoots::booted)
                .sorted(Comparator.comparing((Point point) -> point.manifest().captured())
                        .reversed())
                .toList());
    }

    private static void nights(List<Point> points, UUID vm, String name, String host, Instant last, int nights) {
        Optional<String> parent = Optional.empty();
        for (int night = 0; night < nights; night++) {
            Instant captured = last.minus(Duration.ofDays(nights - 1L - night));
            boolean full = night % 7 == 0;
            long stored = full ? (38 - vm.getLeastSignificantBits() % 5 * 7) * GIB : (180 + night * 977L % 1400) * MIB;
            Point point = point(NIGHTLY, vm, name, host, captured, full ? Optional.empty() : parent, stored, night);
            points.add(point);
            parent = Optional.of(point.id().name());
        }
    }

    private static Point point(
            RepositoryId repository,
            UUID vm,
            String name,
            String host,
            Instant captured,
            Optional<String> parent,
            long stored,
            int number) {
        boolean full = parent.isEmpty();
        String point = NAME.format(captured);
        Stream<DiskContent> disks = Stream.of(
                disk("vda", "/var/lib/libvirt/images/" + name + ".qcow2", 80 * GIB, full, stored - stored / 4),
                disk("vdb", "/srv/nvme/" + name + "-data.qcow2", 200 * GIB, full, stored / 4));
        return new Point(
                new PointId(repository, vm, point),
                new PointManifest(
                        1,
                        vm,
                        name,
                        host,
                        captured,
                        Duration.ofSeconds(full ? 412 : 37 + number * 3L),
                        parent,
                        Optional.of("muster-" + repository + "-" + point),
                        number % 5 == 3 ? Consistency.OFF : Consistency.CRASH,
                        disks.toList(),
                        List.of(new FileContent("domain.xml", 5_731, "0".repeat(64)))));
    }

    private static DiskContent disk(String target, String source, long size, boolean full, long stored) {
        return new DiskContent(
                target,
                source,
                size,
                target + ".img",
                target + ".map",
                "0".repeat(64),
                "0".repeat(64),
                !full,
                true,
                "",
                full ? size : stored + stored / 8,
                stored);
    }

    private static Repository repository(RepositoryId id, String path) {
        return new Repository(id, new UUID(5, id.text().length()), path, Instant.parse("2026-03-02T08:15:00Z"));
    }
}
