package dev.muster.app.recovery;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.recovery.health.FindingsBox;
import dev.muster.app.recovery.health.HealthViewModel;
import dev.muster.model.recovery.RecoveryPlan;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what a recovery does and what stands against it now, and asks once. */
final class RecoverPlanDialog {
    private static final double FINDINGS = 180;

    private final Dialogs dialogs;
    private final Texts texts;
    private final RecoveryPlan plan;
    private final HealthViewModel health;
    private final ToggleGroup ways = new ToggleGroup();
    private final RadioButton unplanned = new RadioButton();
    private final RadioButton planned = new RadioButton();

    RecoverPlanDialog(Dialogs dialogs, Texts texts, RecoveryPlan plan, HealthViewModel health) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.plan = plan;
        this.health = health;
    }

    /** Asks; {@code recovered} hears once the button was pressed whether the sources are to be shut down first. */
    void open(Consumer<Boolean> recovered) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(560);
        unplanned.setId("plan-recover-unplanned");
        unplanned.setToggleGroup(ways);
        unplanned.setSelected(true);
        planned.setId("plan-recover-planned");
        planned.setToggleGroup(ways);
        Label found = new Label(texts.get("recovery.recover.found"));
        found.getStyleClass().add("section-title");
        ScrollPane findings = new FindingsBox(health, texts).root();
        findings.setPrefHeight(FINDINGS);
        found.setLabelFor(findings);
        content.getChildren()
                .addAll(
                        wrapped(texts.get("recovery.recover.meaning", plan.machines(), plan.version())),
                        way(unplanned, "recovery.recover.sources"),
                        way(planned, "recovery.recover.planned"),
                        wrapped(texts.get("recovery.recover.back")),
                        found,
                        findings);
        Dialogs.Made made = dialogs.make(
                "plan-recover-dialog",
                texts.get("recovery.recover.title", plan.id().text()),
                texts.get("recovery.recover.go"),
                content);
        made.go().getStyleClass().add("danger");
        // the key that closes dialogs must not take the place of production
        made.go().setDefaultButton(false);
        made.dialog().setOnShown(event -> {
            made.leave().requestFocus();
            health.activate();
        });
        made.dialog().resultProperty().addListener(observable -> health.deactivate());
        made.open(() -> recovered.accept(planned.isSelected()));
    }

    private RadioButton way(RadioButton button, String key) {
        button.setText(texts.get(key));
        button.setWrapText(true);
        button.setMinHeight(Region.USE_PREF_SIZE);
        return button;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
