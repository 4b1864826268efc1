package dev.muster.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarScaleTest {
    @Test
    void ticks_are_as_far_apart_as_they_need_to_be_read() {
        BarScale scale = new BarScale(Duration.ofMinutes(22), 400);
        assertThat(scale.ticks())
                .containsExactly(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(15));
        assertThat(scale.x(Duration.ofMinutes(11))).isEqualTo(200);
    }

    @Test
    void short_and_long_plans_have_ticks_too() {
        assertThat(new BarScale(Duration.ofSeconds(40), 400).ticks()).contains(Duration.ofSeconds(10));
        assertThat(new BarScale(Duration.ofDays(900), 400).ticks())
                .hasSizeBetween(3, 8)
                .first()
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void an_axis_without_length_or_room_has_its_begin() {
        assertThat(new BarScale(Duration.ZERO, 400).ticks()).containsExactly(Duration.ZERO);
        assertThat(new BarScale(Duration.ofHours(1), 0).ticks()).containsExactly(Duration.ZERO);
        assertThat(new BarScale(Duration.ZERO, 400).x(Duration.ofHours(1))).isZero();
    }
}
