package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.BridgeAsks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsPane;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.job.Reversals;
import dev.muster.app.testing.Operator;
import dev.muster.model.access.Role;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was closed is not kept by what lasts longer. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class ClosedPanesTest {
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
    void a_closed_pane_with_an_open_job_that_still_runs_is_let_go() {
        JobsViewModel jobs = window.session().jobs();
        WeakReference<Parent> gone = Operator.fx(() -> {
            jobs.put(running());
            BridgeAsks asks = new BridgeAsks(window.bridge(), () -> Role.ADMINISTRATOR, Runnable::run, Runnable::run);
            Texts texts = new Texts(Locale.ENGLISH);
            Reversals reversals =
                    new Reversals(asks, new Dialogs(window.window().scene().getWindow(), texts), texts, problem -> {});
            JobsPane pane = new JobsPane(jobs, asks, texts, reversals, problem -> {});
            pane.open(JobId.of("long"));
            Parent root = pane.root();
            assertThat(((SplitPane) ((BorderPane) root).getCenter()).getItems())
                    .extracting(Node::getId)
                    .containsExactly("jobs-table", "job-view");
            pane.close();
            return new WeakReference<>(root);
        });
        collected("the pane", gone);
    }

    @Test
    void a_change_of_the_bridge_lets_the_screens_of_the_old_one_go() {
        WeakReference<Centre> gone =
                Operator.fx(() -> new WeakReference<>(window.window().centre().orElseThrow()));
        window.changeBridge();
        collected("the old centre", gone);
    }

    private void collected(String what, WeakReference<?> gone) {
        window.operator().see(what + " collected", () -> {
            System.gc();
            return gone.refersTo(null);
        });
    }

    private static Job running() {
        return new Job(
                JobId.of("long"),
                "vm.power",
                "Start vm-0",
                "anna",
                JobState.RUNNING,
                1,
                true,
                Progress.NONE,
                List.of(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }
}
