package dev.muster.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.ConsoleUser;
import dev.muster.app.console.ConsoleViewModel.Phase;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleViewModelTest {
    private final List<ConsoleUser> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final ConsoleViewModel model = new ConsoleViewModel(
            new OpeningAsks(),
            VmId.of("h1/00000000-0000-0001-0000-000000000001"),
            ConsoleKind.TEXT,
            (console, ui) -> {});

    @Test
    void it_opens_when_somebody_looks_and_the_vm_runs() {
        model.setLooking(true);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OFF);
        model.setRunning(true);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OPENING);
        opened.getLast().opened(new Closable());
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OPEN);
    }

    @Test
    void it_is_left_when_nobody_looks_any_more() {
        open();
        model.setLooking(false);
        assertThat(closed).hasValue(1);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.IDLE);
    }

    @Test
    void a_lost_one_says_so_and_is_opened_again_by_itself() {
        open();
        opened.getLast().ended(Optional.of(problem(ErrorCode.CONSOLE_LOST)));
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.LOST);
        assertThat(model.problemProperty().get()).isPresent();
        await().atMost(Duration.ofSeconds(10)).until(() -> opened.size() == 2);
        opened.getLast().opened(new Closable());
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OPEN);
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void one_that_ended_with_its_vm_waits_for_the_vm() {
        open();
        opened.getLast().ended(Optional.empty());
        model.setRunning(false);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OFF);
        model.setRunning(true);
        assertThat(opened).hasSize(2);
    }

    @Test
    void one_that_cannot_be_is_not_tried_again_until_asked() {
        model.setRunning(true);
        model.setLooking(true);
        opened.getLast().ended(Optional.of(problem(ErrorCode.CONSOLE_NONE)));
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.REFUSED);
        model.reopen();
        assertThat(opened).hasSize(2);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.OPENING);
    }

    @Test
    void what_comes_too_late_is_closed_and_changes_nothing() {
        model.setRunning(true);
        model.setLooking(true);
        model.setLooking(false);
        opened.getLast().opened(new Closable());
        opened.getLast().ended(Optional.of(problem(ErrorCode.CONSOLE_NONE)));
        assertThat(closed).hasValue(1);
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.IDLE);
    }

    private void open() {
        model.setRunning(true);
        model.setLooking(true);
        opened.getLast().opened(new Closable());
    }

    private static Problem problem(ErrorCode code) {
        return Problem.of(code, "What.", "", "Remedy.");
    }

    private final class OpeningAsks implements Asks {
        @Override
        public Role role() {
            return Role.OPERATOR;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            throw new AssertionError(command);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            throw new AssertionError(query);
        }

        @Override
        public void openConsole(ConsoleTarget target, ConsoleUser user) {
            opened.add(user);
        }
    }

    private final class Closable implements ConsoleChannel {
        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public ConsoleState state() {
            return ConsoleState.NOBODY;
        }

        @Override
        public void listen(Consumer<ConsoleState> listener) {
            listener.accept(state());
        }

        @Override
        public void takeOver() {}

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
