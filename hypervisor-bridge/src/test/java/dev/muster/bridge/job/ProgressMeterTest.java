package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.model.job.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private final ProgressMeter meter = new ProgressMeter();

    @Test
    void nothing_is_known_before_the_first_word() {
        assertThat(meter.progress()).isEqualTo(Progress.NONE);
    }

    @Test
    void a_steady_rate_is_met_and_the_time_left_follows() {
        for (int second = 0; second <= 10; second++) {
            meter.update(second * 100L, 2_000, "bytes", second * 1000L);
        }
        assertThat(meter.progress().ratePerSecond()).isCloseTo(100, within(0.01));
        assertThat(meter.progress().left()).contains(Duration.ofSeconds(10));
    }

    @Test
    void a_new_rate_is_taken_on_smoothly() {
        meter.update(0, 0, "bytes", 0);
        meter.update(1_000, 0, "bytes", 1_000);
        meter.update(1_000, 0, "bytes", 2_000);
        assertThat(meter.progress().ratePerSecond()).isBetween(700.0, 900.0);
        assertThat(meter.progress().left()).isEmpty();
        meter.update(1_000, 0, "bytes", 60_000);
        assertThat(meter.progress().ratePerSecond()).isCloseTo(0, within(0.1));
    }

    @Test
    void work_that_begins_again_is_measured_anew() {
        meter.update(0, 100, "bytes", 0);
        meter.update(90, 100, "bytes", 1_000);
        meter.update(0, 100, "bytes", 2_000);
        assertThat(meter.progress().ratePerSecond()).isZero();
    }

    @Test
    void many_words_in_a_moment_do_not_make_a_rate() {
        for (int i = 0; i < 1_000; i++) {
            meter.update(i, 1_000, "bytes", i / 100);
        }
        assertThat(meter.progress().ratePerSecond()).isZero();
        assertThat(meter.progress().done()).isEqualTo(999);
    }
}
