package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepositoryPaceTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void what_is_added_each_day_says_when_it_is_full() {
        long pace = RepositoryPace.of(List.of(point(10, false, 500), point(10, true, 300), point(4, true, 700)), NOW);
        assertThat(pace).as("1000 bytes in ten days, the first point left out").isEqualTo(100);
        assertThat(state(1050, pace).daysLeft()).hasValue(10);
        assertThat(state(0, pace).daysLeft()).hasValue(0);
    }

    @Test
    void of_too_few_points_nothing_is_said() {
        assertThat(RepositoryPace.of(List.of(), NOW)).isZero();
        assertThat(RepositoryPace.of(List.of(point(9, false, 500)), NOW))
                .as("a first point comes once")
                .isZero();
        assertThat(RepositoryPace.of(List.of(point(0, true, 500)), NOW)).isZero();
        assertThat(state(1000, 0).daysLeft()).isEmpty();
    }

    private static RepositoryState state(long free, long pace) {
        Repository repository = new Repository(RepositoryId.of("nightly"), new UUID(1, 1), "/srv/backups", NOW);
        return new RepositoryState(repository, 10_000, free, 3, pace, Optional.empty());
    }

    private static PointManifest point(int daysAgo, boolean over, long stored) {
        DiskContent disk = new DiskContent(
                "vda", "/x.qcow2", 1000, "disks/vda.qcow2", "disks/vda.map", "", "", true, true, "", 0, stored);
        return new PointManifest(
                1,
                new UUID(7, 7),
                "web-01",
                "here",
                NOW.minus(Duration.ofDays(daysAgo)),
                Duration.ofSeconds(1),
                over ? Optional.of("earlier") : Optional.empty(),
                Optional.empty(),
                Consistency.CRASH,
                List.of(disk),
                List.of());
    }
}
