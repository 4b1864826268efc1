package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Operator;
import dev.muster.model.job.JobCommand;
import java.util.Objects;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closing the window ends the bridge in it, so jobs at work there are asked about. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class ClosingQuestionTest {
    private SampleWindow window;

    @BeforeEach
    void open() throws Exception {
        window = SampleWindow.open();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void jobs_in_the_windows_own_bridge_are_asked_about_and_can_be_cancelled() {
        RecordingBridge own = new RecordingBridge("local");
        window.changeBridge(own);
        window.operator()
                .see(
                        "jobs at work",
                        () -> window.session().jobs().runningProperty().get() > 0
                                && window.session().infoProperty().get().isPresent());

        requestClose();
        window.operator().see("#closing");
        assertThat(Operator.fx(this::isShowing)).isTrue();
        window.operator().click("#closing-cancel");
        assertThat(own.submitted()).noneMatch(JobCommand.Cancel.class::isInstance);

        requestClose();
        window.operator().see("#closing");
        window.operator().click("#closing-choice-cancel");
        window.operator().click("#closing-go");
        window.operator()
                .see(
                        "jobs are cancelled",
                        () -> own.submitted().stream().anyMatch(JobCommand.Cancel.class::isInstance));
        assertThat(Operator.fx(this::isShowing)).isTrue();
    }

    @Test
    void jobs_elsewhere_go_on_without_the_window() {
        window.operator()
                .see(
                        "jobs at work",
                        () -> window.session().jobs().runningProperty().get() > 0);

        requestClose();
        assertThat(Operator.shows("#closing")).as("nothing is asked").isFalse();
    }

    private void requestClose() {
        Operator.fx(() -> {
            Window stage = stage();
            stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
    }

    private boolean isShowing() {
        return stage().isShowing();
    }

    private Window stage() {
        return Objects.requireNonNull(window.window().scene().getWindow());
    }
}
