package dev.muster.app.recovery;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.RecoveryPlan;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what a test of a plan does, and asks whether it is removed once all machines are ready. */
final class TestPlanDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final RecoveryPlan plan;

    TestPlanDialog(Dialogs dialogs, Texts texts, RecoveryPlan plan) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.plan = plan;
    }

    /** Asks; {@code tested} gets whether the test is kept. */
    void open(Consumer<Boolean> tested) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(480);
        ToggleGroup group = new ToggleGroup();
        RadioButton remove = choice(group, "plan-test-remove", "recovery.test.remove");
        RadioButton keep = choice(group, "plan-test-keep", "recovery.test.keep");
        remove.setSelected(true);
        content.getChildren()
                .addAll(
                        wrapped(texts.get("recovery.test.meaning", plan.machines(), plan.version())),
                        remove,
                        meaning(remove, "recovery.test.remove.meaning"),
                        keep,
                        meaning(keep, "recovery.test.keep.meaning"));
        Dialogs.Made made = dialogs.make(
                "plan-test-dialog",
                texts.get("recovery.test.title", plan.id().text()),
                texts.get("recovery.test.go"),
                content);
        made.go().getStyleClass().add("accent");
        made.open(() -> tested.accept(keep.isSelected()));
    }

    private RadioButton choice(ToggleGroup group, String id, String key) {
        RadioButton choice = new RadioButton(texts.get(key));
        choice.setId(id);
        choice.setToggleGroup(group);
        return choice;
    }

    private Label meaning(RadioButton of, String key) {
        Label label = wrapped(texts.get(key));
        label.getStyleClass().addAll("text-muted", "plan-choice-meaning");
        of.setAccessibleHelp(label.getText());
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
