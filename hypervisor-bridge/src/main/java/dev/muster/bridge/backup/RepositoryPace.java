package dev.muster.bridge.backup;

import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.MusterException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fast a repository grows. */
final class RepositoryPace {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryPace.class);

    /** Two weeks have each day of the week twice. */
    private static final Duration LOOKED_AT = Duration.ofDays(14);

    /** Of less nothing can be said. */
    private static final Duration LEAST = Duration.ofDays(1);

    private static final DateTimeFormatter NAMED =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private RepositoryPace() {}

    /**
     * Bytes that points have added each day lately; 0 where there are too few. A VM's first point is not counted: it comes once.
     */
    static long of(RepositoryDirectory directory, Instant now) {
        Instant since = now.minus(LOOKED_AT);
        String first = NAMED.format(since);
        List<PointManifest> lately = new ArrayList<>();
        for (Path point : directory.points()) {
            // the names say when, so that what is older is not read
            if (point.getFileName().toString().compareTo(first) >= 0) {
                read(point, lately);
            }
        }
        lately.removeIf(one -> one.captured().isBefore(since));
        return of(lately, now);
    }

    /** The same of points of the last days. */
    static long of(List<PointManifest> lately, Instant now) {
        List<PointManifest> added =
                lately.stream().filter(one -> one.parent().isPresent()).toList();
        Duration over = added.stream()
                .map(one -> Duration.between(one.captured(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (over.compareTo(LEAST) < 0) {
            return 0;
        }
        long stored = added.stream().mapToLong(PointManifest::stored).sum();
        return (long) ((double) stored / over.toMillis() * Duration.ofDays(1).toMillis());
    }

    private static void read(Path point, List<PointManifest> into) {
        try {
            into.add(RepositoryDirectory.manifest(point));
        } catch (MusterException e) {
            LOG.debug("{}: {}", point, e.problem().what());
        }
    }
}
