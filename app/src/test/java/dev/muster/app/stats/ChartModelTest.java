package dev.muster.app.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.VmUsage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChartModelTest {
    @Test
    void a_gap_stays_a_gap() {
        ChartModel model = new ChartModel(List.of(List.of(-1.0, 1.0, 2.0, -1.0, 3.0)), 1);
        assertThat(model.segments(0))
                .containsExactly(new ChartModel.Segment(1, List.of(1.0, 2.0)), new ChartModel.Segment(4, List.of(3.0)));
        assertThat(model.isEmpty()).isFalse();
    }

    @Test
    void without_values_nothing_is_drawn() {
        ChartModel model = new ChartModel(List.of(List.of(-1.0, -1.0)), 100);
        assertThat(model.segments(0)).isEmpty();
        assertThat(model.isEmpty()).isTrue();
        assertThat(model.top(false)).isEqualTo(100);
    }

    @Test
    void the_scale_ends_at_a_round_figure_above_the_highest_value() {
        assertThat(new ChartModel(List.of(List.of(130.0)), 100).top(false)).isEqualTo(200);
        assertThat(new ChartModel(List.of(List.of(3_000.0)), 1024).top(true)).isEqualTo(4096);
    }

    @Test
    void the_busiest_vm_is_first_and_those_without_a_figure_are_left_out() {
        HostId host = new HostId("h1");
        StatsQuery.HostLoad load = new StatsQuery.HostLoad(
                host,
                Instant.EPOCH,
                VmUsage.UNKNOWN,
                List.of(load(host, 1, 5, 900), load(host, 2, 80, 10), load(host, 3, -1, 20)));
        assertThat(Busiest.of(load, StatsFigure.CPU))
                .extracting(each -> each.vm().uuid().getLeastSignificantBits())
                .containsExactly(2L, 1L);
        assertThat(Busiest.of(load, StatsFigure.DISK))
                .extracting(each -> each.vm().uuid().getLeastSignificantBits())
                .containsExactly(1L, 3L, 2L);
    }

    private static StatsQuery.VmLoad load(HostId host, int id, double cpu, double read) {
        return new StatsQuery.VmLoad(new VmId(host, new UUID(0, id)), new VmUsage(cpu, 1, 1, read, -1, -1, -1, -1));
    }
}
