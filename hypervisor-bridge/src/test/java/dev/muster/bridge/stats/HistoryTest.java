package dev.muster.bridge.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of readings: rates, gaps, coarser means. */
class HistoryTest {
    private static final VmId VM = new VmId(new HostId("h1"), new UUID(1, 2));
    private static final long START = 1_800_000_000_000L;

    private final History history = new History();

    @Test
    void two_readings_give_the_mean_between_them() {
        read(0, 0, 0);
        read(2_000, 500_000_000, 4_096);

        VmUsage usage = history.latest();
        assertThat(usage.cpuPercent()).isCloseTo(25, within(0.001));
        assertThat(usage.diskReadRate()).isCloseTo(2_048, within(0.001));
        assertThat(usage.memoryBytes()).isEqualTo(1 << 28);
        assertThat(usage.residentBytes()).isEqualTo(VmUsage.MISSING);
    }

    @Test
    void a_vm_that_was_started_anew_gives_no_rate_until_its_next_reading() {
        read(0, 90_000_000_000L, 500);
        read(2_000, 1_000_000, 600);
        assertThat(history.latest().cpuPercent()).isEqualTo(VmUsage.MISSING);
        assertThat(history.latest().diskReadRate()).isEqualTo(VmUsage.MISSING);

        read(4_000, 2_001_000_000L, 700);
        assertThat(history.latest().cpuPercent()).isCloseTo(100, within(0.001));
    }

    @Test
    void time_without_readings_is_a_gap() {
        read(0, 0, 0);
        read(2_000, 1_000_000_000, 0);
        history.interrupt();
        read(10_000, 5_000_000_000L, 0);
        read(12_000, 6_000_000_000L, 0);

        List<Double> cpu = fine(12_000, 6);
        assertThat(cpu.get(0)).isCloseTo(50, within(0.3));
        assertThat(cpu.subList(1, 5)).containsOnly(VmUsage.MISSING);
        assertThat(cpu.get(5)).isCloseTo(50, within(0.3));
    }

    @Test
    void readings_too_far_apart_leave_a_gap_but_slow_ones_do_not() {
        read(0, 0, 0);
        read(30_000, 3_000_000_000L, 0);
        assertThat(fine(30_000, 15)).allSatisfy(cpu -> assertThat(cpu).isCloseTo(10, within(0.1)));

        read(30_000 + History.GAP_MILLIS + 1_000, 9_000_000_000L, 0);
        assertThat(fine(30_000 + History.GAP_MILLIS, 15)).containsOnly(VmUsage.MISSING);
    }

    @Test
    void a_coarser_step_is_the_mean_of_what_was_measured_in_it() {
        long cpu = 0;
        read(0, cpu, 0);
        for (int i = 1; i <= 30; i++) {
            cpu += i <= 15 ? 2_000_000_000L : 0;
            read(i * 2_000L, cpu, 0);
        }
        List<VmUsage> minutes = history.last(StatsRange.HOUR, START + 60_000);
        assertThat(minutes).hasSize(60);
        assertThat(minutes.getLast().cpuPercent()).isCloseTo(50, within(0.3));
        assertThat(minutes.get(58)).isEqualTo(VmUsage.UNKNOWN);
    }

    @Test
    void what_is_older_than_the_ring_is_forgotten() {
        read(0, 0, 0);
        read(2_000, 2_000_000_000L, 0);
        long later = 2_000 + StatsRange.TEN_MINUTES.length().toMillis() + 60_000;
        read(later, 3_000_000_000L, 0);
        read(later + 2_000, 3_000_000_000L, 0);

        List<VmUsage> fine = history.last(StatsRange.TEN_MINUTES, START + later + 2_000);
        assertThat(fine).hasSize(300);
        assertThat(fine.getLast().cpuPercent()).isZero();
        assertThat(fine.subList(0, 299)).containsOnly(VmUsage.UNKNOWN);
    }

    @Test
    void a_whole_week_of_one_vm_takes_less_than_24_kibibytes() {
        int bytes = 2
                * VmUsage.FIGURES
                * (StatsRange.TEN_MINUTES.points() + StatsRange.SIX_HOURS.points() + StatsRange.WEEK.points());
        assertThat(bytes).isLessThan(24 << 10);
    }

    private List<Double> fine(long end, int count) {
        List<VmUsage> all = history.last(StatsRange.TEN_MINUTES, START + end);
        return all.subList(all.size() - count, all.size()).stream()
                .map(VmUsage::cpuPercent)
                .toList();
    }

    private void read(long millis, long cpuNanos, long diskRead) {
        history.add(
                new VmCounters(VM, cpuNanos, 1 << 28, -1, diskRead, -1, -1, -1, -1),
                START + millis,
                7 + millis * 1_000_000);
    }
}
