package dev.muster.app.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {
    private static final PlanId SHOP = PlanId.of("shop");
    private static final SampleHistory HISTORY = new SampleHistory(SHOP, SampleRuns.shop(), 4);
    /** The newest is a test, then a recovery that stands, then three tests. */
    private static final List<JobId> RUNS =
            HISTORY.all().stream().map(run -> run.job()).toList();

    private final Answering asks = new Answering();
    private final JobsViewModel jobs = new JobsViewModel();
    private final Texts texts = new Texts(Locale.ENGLISH);
    private final HistoryWords words = new HistoryWords(texts);
    private final HistoryViewModel model = new HistoryViewModel(SHOP, asks, texts, jobs, job -> {}, problem -> {});

    @BeforeEach
    void follow() {
        model.activate();
    }

    @Test
    void one_run_is_shown_beside_that_of_its_kind_before_it() {
        model.choose(List.of(RUNS.get(0)));
        assertThat(model.comparison()).hasValueSatisfying(compared -> {
            assertThat(compared.now().summary().job()).isEqualTo(RUNS.get(0));
            assertThat(compared.before())
                    .hasValueSatisfying(old -> assertThat(old.summary().job()).isEqualTo(RUNS.get(2)));
            assertThat(words.facts(compared)).first().asString().contains("faster than before");
        });
        assertThat(model.machines().rows()).hasSize(7);
    }

    @Test
    void two_runs_are_compared_whichever_was_chosen_first() {
        model.choose(List.of(RUNS.get(0), RUNS.get(4)));
        assertThat(model.comparison()).hasValueSatisfying(compared -> {
            assertThat(compared.now().summary().job()).isEqualTo(RUNS.get(0));
            assertThat(compared.before().orElseThrow().summary().job()).isEqualTo(RUNS.get(4));
        });
    }

    @Test
    void the_first_of_its_kind_stands_alone() {
        model.choose(List.of(RUNS.get(1)));
        assertThat(model.comparison()).hasValueSatisfying(compared -> {
            assertThat(compared.before()).isEmpty();
            assertThat(words.facts(compared))
                    .contains("The host h2 did not answer; make sure that db-replica is off there.");
        });
    }

    @Test
    void what_stands_is_taken_back_and_nothing_else() {
        model.choose(List.of(RUNS.get(0)));
        assertThat(model.cleanupRefusal()).contains("Nothing of this run is left.");
        model.cleanup();
        model.choose(List.of(RUNS.get(1), RUNS.get(0)));
        assertThat(model.cleanupRefusal()).contains("Select one run.");
        model.choose(List.of(RUNS.get(1)));
        asks.role = Role.VIEWER;
        assertThat(model.cleanupRefusal()).isPresent();
        model.cleanup();
        assertThat(asks.submitted).isEmpty();
        asks.role = Role.OPERATOR;
        assertThat(model.cleanupRefusal()).isEmpty();
        model.cleanup();
        assertThat(asks.submitted).containsExactly(new RecoveryCommand.Cleanup(SHOP, RUNS.get(1)));
    }

    @Test
    void a_run_that_ends_is_told_and_others_are_not_asked_for_again() {
        int before = asks.lists;
        jobs.put(SampleRuns.running(SHOP, SampleRuns.shop(), Instant.now(), 0.5));
        assertThat(asks.lists).isEqualTo(before + 1);
        model.choose(List.of(RUNS.get(0)));
        model.choose(List.of(RUNS.get(4)));
        model.choose(List.of(RUNS.get(0)));
        assertThat(asks.runs).doesNotHaveDuplicates();
    }

    /** Answers at once. */
    private static final class Answering implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private final List<JobId> runs = new ArrayList<>();
        private Role role = Role.OPERATOR;
        private int lists;

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof RunQuery.Run run) {
                runs.add(run.job());
                answer.accept(query.answer().cast(HISTORY.of(run.job())));
            } else if (query instanceof RunQuery.Runs) {
                lists++;
                answer.accept(query.answer().cast(new RunQuery.RunList(HISTORY.all())));
            } else {
                throw new AssertionError(query);
            }
        }
    }
}
