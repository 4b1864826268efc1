package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.job.JobId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdsTest {
    @Test
    void ids_of_one_moment_still_sort_in_the_order_they_were_made() {
        JobIds ids = new JobIds(Clock.fixed(Instant.EPOCH.plusSeconds(1_800_000_000), ZoneOffset.UTC));
        List<JobId> made = Stream.generate(ids::next).limit(1_000).toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void later_ids_sort_after_earlier_ones() {
        JobId early = new JobIds(Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC)).next();
        JobId late = new JobIds(Clock.fixed(Instant.ofEpochMilli(1_001), ZoneOffset.UTC)).next();
        assertThat(early).isLessThan(late);
        assertThat(early.text()).hasSize(26);
    }
}
