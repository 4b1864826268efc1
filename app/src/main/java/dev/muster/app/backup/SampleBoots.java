package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.GoodPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What came of booting restore points of the sample: the newest of web-10 boots, and of db-19 only those before the last two. */
final class SampleBoots {
    private static final UUID WEB = new UUID(1, 0);
    private static final UUID DB = new UUID(1, 9);
    private static final JobId JOB = JobId.of("sample-boots");
    private static final String PANIC = "p001 did not become ready within 300 s: agent was not met.";

    private SampleBoots() {}

    /** The point with what came of booting it. */
    static Point booted(Point point) {
        return outcome(point)
                .map(outcome ->
                        new Point(point.id(), point.manifest(), point.verified(), point.users(), Optional.of(outcome)))
                .orElse(point);
    }

    private static Optional<BootVerification> outcome(Point point) {
        long days = Duration.between(point.manifest().captured(), Instant.now()).toDays();
        boolean nightly = point.id().repository().text().equals("nightly");
        if (!nightly || days > 2) {
            return Optional.empty();
        }
        if (point.id().vm().equals(WEB)) {
            return days == 0 ? Optional.of(good(point)) : Optional.empty();
        }
        return point.id().vm().equals(DB) ? Optional.of(days < 2 ? bad(point) : good(point)) : Optional.empty();
    }

    private static BootVerification good(Point point) {
        return new BootVerification(
                point.manifest().captured().plus(Duration.ofMinutes(95)),
                JOB,
                "",
                Duration.ofSeconds(41),
                List.of("agent: the agent answered"),
                true);
    }

    private static BootVerification bad(Point point) {
        return new BootVerification(
                point.manifest().captured().plus(Duration.ofMinutes(95)),
                JOB,
                PANIC,
                Duration.ofMinutes(5),
                List.of(),
                true);
    }

    /** The screen of a point that booted, or of one that did not. */
    static BootQuery.Picture screen(PointId id) {
        boolean good = SampleBackups.points(Optional.of(id.vm())).points().stream()
                .filter(point -> point.id().equals(id))
                .flatMap(point -> point.booted().stream())
                .anyMatch(BootVerification::passed);
        try (InputStream file = Objects.requireNonNull(
                SampleBoots.class.getResourceAsStream(good ? "sample-login.png" : "sample-panic.png"))) {
            return new BootQuery.Picture(Base64.getEncoder().encodeToString(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A search among the points of db-19. */
    static GoodPoint good() {
        List<Point> points = SampleBackups.points(Optional.of(DB)).points();
        List<GoodPoint.Tried> tried = points.stream()
                .filter(point -> point.booted().isPresent())
                .map(point -> new GoodPoint.Tried(
                        point.id(),
                        point.booted().filter(BootVerification::passed).isPresent(),
                        point.booted().map(BootVerification::problem).orElse("")))
                .toList();
        return new GoodPoint(
                tried.stream()
                        .filter(GoodPoint.Tried::good)
                        .map(GoodPoint.Tried::point)
                        .findFirst(),
                tried.stream()
                        .filter(one -> !one.good())
                        .map(GoodPoint.Tried::point)
                        .reduce((newer, older) -> older),
                tried,
                points.size());
    }
}
