package dev.muster.model.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeepRuleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NEWEST = Instant.parse("2026-11-29T22:15:00Z");

    private static List<Instant> nightly(int nights) {
        return IntStream.range(0, nights)
                .mapToObj(night -> NEWEST.minus(Duration.ofDays(night)))
                .toList();
    }

    @Test
    void the_newest_of_each_period_is_kept() {
        assertThat(new KeepRule(0, 0, 7, 0, 0, 0).kept(nightly(30), BERLIN))
                .containsExactlyInAnyOrderElementsOf(nightly(7));
        Set<Instant> kept = new KeepRule(0, 0, 3, 2, 2, 0).kept(nightly(60), BERLIN);
        assertThat(kept)
                .containsExactlyInAnyOrder(
                        NEWEST,
                        NEWEST.minus(Duration.ofDays(1)),
                        NEWEST.minus(Duration.ofDays(2)),
                        Instant.parse("2026-11-22T22:15:00Z"), // Sunday of the week before
                        Instant.parse("2026-10-31T22:15:00Z"));
    }

    @Test
    void days_are_those_of_the_zone() {
        Instant evening = Instant.parse("2026-11-28T22:59:00Z");
        Instant night = Instant.parse("2026-11-28T23:01:00Z"); // already the 29th in Berlin
        assertThat(new KeepRule(0, 0, 2, 0, 0, 0).kept(List.of(evening, night), BERLIN))
                .containsExactlyInAnyOrder(evening, night);
        assertThat(new KeepRule(0, 0, 2, 0, 0, 0).kept(List.of(evening, night), ZoneId.of("UTC")))
                .containsExactly(night);
    }

    @Test
    void with_no_rule_all_is_kept() {
        assertThat(KeepRule.ALL.kept(nightly(5), BERLIN)).hasSize(5);
    }

    @Test
    void applied_again_it_keeps_the_same_and_always_the_newest() {
        Random random = new Random(29);
        for (int round = 0; round < 300; round++) {
            KeepRule rule = new KeepRule(
                    random.nextInt(3), random.nextInt(4), random.nextInt(5), random.nextInt(4), random.nextInt(4), 1);
            List<Instant> points = Stream.generate(() -> NEWEST.minusSeconds(random.nextInt(400 * 86_400)))
                    .limit(1 + random.nextInt(60))
                    .toList();
            Set<Instant> kept = rule.kept(points, BERLIN);
            assertThat(kept)
                    .isSubsetOf(points)
                    .contains(points.stream().max(Instant::compareTo).orElseThrow());
            assertThat(rule.kept(kept, BERLIN)).isEqualTo(kept);
        }
    }

    @Test
    void a_count_below_nothing_is_refused() {
        assertThatThrownBy(() -> new KeepRule(-1, 0, 0, 0, 0, 0)).isInstanceOf(MusterException.class);
    }
}
