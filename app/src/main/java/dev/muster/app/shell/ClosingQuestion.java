package dev.muster.app.shell;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobRow;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/**
 * Asks before a window is closed under whose bridge jobs are at work. Those of a bridge elsewhere, or of this machine's daemon,
 * go on without the window.
 */
final class ClosingQuestion {
    private static final int SHOWN = 6;
    /** How a bridge in this very process calls where its user comes from. */
    private static final String LOCAL = "local";

    private final Stage stage;
    private final Dialogs dialogs;
    private final Texts texts;
    private Optional<BridgeSession> session = Optional.empty();

    ClosingQuestion(Stage stage, Dialogs dialogs, Texts texts) {
        this.stage = stage;
        this.dialogs = dialogs;
        this.texts = texts;
        stage.setOnCloseRequest(this::ask);
    }

    /** Asks about the jobs of that bridge from now on. */
    void about(BridgeSession opened) {
        session = Optional.of(opened);
    }

    private void ask(WindowEvent closing) {
        List<Job> going = session.filter(ClosingQuestion::endsWithWindow)
                .map(ClosingQuestion::going)
                .orElse(List.of());
        if (going.isEmpty()) {
            return;
        }
        closing.consume();
        BridgeSession open = session.orElseThrow();
        ToggleGroup group = new ToggleGroup();
        RadioButton wait = choice("wait", group);
        RadioButton cancel = choice("cancel", group);
        RadioButton leave = choice("leave", group);
        wait.setSelected(true);
        VBox content = new VBox(8, text(texts.get("shell.closing.text", going.size())));
        going.stream()
                .limit(SHOWN)
                .forEach(job -> content.getChildren().add(text("• " + ShownName.text(texts.say(job.title())))));
        content.getChildren().addAll(wait, cancel, leave);
        content.setPrefWidth(520);
        dialogs.make("closing", texts.get("shell.closing.title"), texts.get("shell.closing.go"), content)
                .open(() -> {
                    if (leave.isSelected()) {
                        stage.close();
                        return;
                    }
                    if (cancel.isSelected()) {
                        going(open)
                                .forEach(job -> open.asks().submit(new JobCommand.Cancel(job.id()), _ -> {}, _ -> {}));
                    }
                    closeWhenDone(open);
                });
    }

    private void closeWhenDone(BridgeSession open) {
        if (open.jobs().runningProperty().get() == 0) {
            stage.close();
            return;
        }
        ChangeListener<Number> done = new ChangeListener<>() {
            @Override
            public void changed(javafx.beans.value.ObservableValue<? extends Number> of, Number was, Number now) {
                if (now.intValue() == 0) {
                    open.jobs().runningProperty().removeListener(this);
                    stage.close();
                }
            }
        };
        open.jobs().runningProperty().addListener(done);
    }

    private static boolean endsWithWindow(BridgeSession open) {
        return open.infoProperty()
                .get()
                .filter(info -> info.principal().origin().equals(LOCAL))
                .isPresent();
    }

    private static List<Job> going(BridgeSession open) {
        return open.jobs().rows().stream()
                .map(JobRow::job)
                .filter(job -> !job.state().isEnded())
                .toList();
    }

    private RadioButton choice(String key, ToggleGroup group) {
        RadioButton button = new RadioButton(texts.get("shell.closing." + key));
        button.setId("closing-choice-" + key);
        button.setToggleGroup(group);
        button.setWrapText(true);
        button.setMinHeight(Region.USE_PREF_SIZE);
        return button;
    }

    private static Label text(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
