package dev.muster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.BridgeAsks;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AuditViewModelTest {
    private final AuditViewModel model = new AuditViewModel(
            new BridgeAsks(new SampleBridge(), () -> Role.ADMINISTRATOR, Runnable::run, Runnable::run));

    @Test
    void the_newest_page_comes_first_and_the_rest_page_by_page_to_the_first_entry() {
        model.load();
        assertThat(model.shown()).hasSize(AuditViewModel.PAGE);
        assertThat(model.shown().getFirst().number()).isEqualTo(460);
        while (model.moreProperty().get()) {
            model.loadOlder();
        }
        assertThat(model.shown()).extracting(AuditEntry::number).hasSize(460).doesNotHaveDuplicates();
        assertThat(model.shown().getLast().number()).isEqualTo(1);
    }

    @Test
    void reading_anew_keeps_what_was_paged_to() {
        model.load();
        model.loadOlder();
        model.load();
        assertThat(model.shown()).extracting(AuditEntry::number).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void all_words_of_the_search_must_be_in_an_entry() {
        model.load();
        model.searchProperty().set("Refused vm.power");
        assertThat(model.shown())
                .isNotEmpty()
                .allMatch(entry -> entry.outcome() == AuditEntry.Outcome.REFUSED
                        && entry.action().equals("vm.power"));
        model.searchProperty().set("");
        assertThat(model.shown()).hasSize(AuditViewModel.PAGE);
    }

    @Test
    void the_chain_is_checked_when_it_is_read() {
        model.load();
        assertThat(model.verdictProperty().get()).hasValueSatisfying(verdict -> {
            assertThat(verdict.firstBreak()).isEmpty();
            assertThat(verdict.entries()).isEqualTo(460);
        });
    }

    @Test
    void coming_back_reads_what_is_new_but_does_not_read_all_entries_for_the_chain_again() {
        Counting counting = new Counting();
        AuditViewModel visited = new AuditViewModel(counting);
        visited.load();
        visited.load();
        assertThat(counting.pages).isEqualTo(2);
        assertThat(counting.checks).isEqualTo(1);
        visited.loadAndCheck();
        assertThat(counting.checks).isEqualTo(2);
        assertThat(visited.verdictProperty().get()).isPresent();
    }

    @Test
    void who_may_not_read_it_is_told_so_and_can_try_again() {
        AuditViewModel refused = new AuditViewModel(new Refusing());
        refused.load();
        assertThat(refused.problemProperty().get()).isPresent();
        assertThat(refused.busyProperty().get()).isFalse();
        assertThat(refused.shown()).isEmpty();
    }

    /** The sample's answers, counted. */
    private static final class Counting implements Asks {
        private final Asks sample =
                new BridgeAsks(new SampleBridge(), () -> Role.ADMINISTRATOR, Runnable::run, Runnable::run);
        private int pages;
        private int checks;

        @Override
        public Role role() {
            return sample.role();
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            sample.submit(command, accepted, refused);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof AuditQuery.Verify) {
                checks++;
            } else {
                pages++;
            }
            sample.ask(query, answer, refused);
        }
    }

    /** A bridge as a viewer meets it. */
    private static final class Refusing implements Asks {
        private static final Problem WHY = Problem.of(
                ErrorCode.BRIDGE_UNREACHABLE, "Viewers may not read the audit.", "", "Ask an administrator.");

        @Override
        public Role role() {
            return Role.VIEWER;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            refused.accept(WHY);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            refused.accept(WHY);
        }
    }
}
