package dev.muster.app.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.VmUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SparkLinesTest {
    private static final VmId ONE = new VmId(HostId.of("h1"), new UUID(0, 1));
    private static final VmId TWO = new VmId(HostId.of("h1"), new UUID(0, 2));

    private final Slow asks = new Slow();
    private final SparkLines lines = new SparkLines(asks);

    @Test
    void only_vms_that_are_seen_are_asked_about() {
        lines.refresh();
        assertThat(asks.asked).isEmpty();

        lines.enter(ONE, StatsFigure.CPU);
        lines.enter(TWO, StatsFigure.CPU);
        lines.enter(TWO, StatsFigure.CPU);
        lines.leave(ONE, StatsFigure.CPU);
        lines.leave(TWO, StatsFigure.CPU);
        assertThat(lines.isNews()).isTrue();
        lines.refresh();
        assertThat(asks.asked).containsExactly(List.of(TWO));
        asks.answers
                .getFirst()
                .accept(new StatsQuery.SparkLines(
                        List.of(new StatsQuery.Spark(TWO, Map.of(StatsFigure.CPU, List.of(3.0, 4.0))))));

        assertThat(lines.isNews()).isFalse();
        assertThat(lines.line(TWO, StatsFigure.CPU)).containsExactly(3.0, 4.0);
        assertThat(lines.line(ONE, StatsFigure.CPU)).isEmpty();
        assertThat(lines.newest(TWO, StatsFigure.CPU)).hasValue(4.0);
    }

    @Test
    void only_figures_that_are_seen_are_asked_for() {
        lines.enter(ONE, StatsFigure.CPU);
        lines.enter(TWO, StatsFigure.DISK);
        lines.leave(ONE, StatsFigure.CPU);
        lines.refresh();
        assertThat(asks.figures).containsExactly(Set.of(StatsFigure.DISK));
        asks.answers
                .getFirst()
                .accept(new StatsQuery.SparkLines(List.of(
                        new StatsQuery.Spark(TWO, Map.of(StatsFigure.DISK, List.of(1.0, VmUsage.MISSING))))));
        assertThat(lines.isNews()).isFalse();
        assertThat(lines.newest(TWO, StatsFigure.DISK)).hasValue(1.0);

        lines.enter(TWO, StatsFigure.NETWORK);
        assertThat(lines.isNews()).isTrue();
    }

    @Test
    void a_vm_that_nothing_was_measured_of_is_no_news_again_and_again() {
        lines.enter(ONE, StatsFigure.CPU);
        lines.refresh();
        asks.answers.getFirst().accept(new StatsQuery.SparkLines(List.of()));

        assertThat(lines.isNews()).isFalse();
        assertThat(lines.line(ONE, StatsFigure.CPU)).isEmpty();
    }

    @Test
    void while_an_answer_is_awaited_nothing_more_is_asked_and_after_a_refusal_it_is() {
        lines.enter(ONE, StatsFigure.CPU);
        lines.refresh();
        lines.refresh();
        assertThat(asks.asked).hasSize(1);

        asks.refusals.getFirst().accept(Problem.of(ErrorCode.BRIDGE_UNREACHABLE, "Gone.", "", ""));
        lines.refresh();
        assertThat(asks.asked).hasSize(2);
    }

    /** Keeps what was asked until the test answers. */
    private static final class Slow implements Asks {
        private final List<List<VmId>> asked = new ArrayList<>();
        private final List<Set<StatsFigure>> figures = new ArrayList<>();
        private final List<Consumer<StatsQuery.SparkLines>> answers = new ArrayList<>();
        private final List<Consumer<Problem>> refusals = new ArrayList<>();

        @Override
        public Role role() {
            return Role.VIEWER;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            throw new AssertionError("nothing is changed here");
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof StatsQuery.Sparks sparks) {
                asked.add(sparks.vms());
                figures.add(sparks.figures());
                answers.add(told -> answer.accept(query.answer().cast(told)));
                refusals.add(refused);
            }
        }
    }
}
