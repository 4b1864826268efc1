package dev.muster.app.recovery.standing;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.StandingRecovery;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says above a plan that a recovery by it stands, what becomes of it, and offers what can be decided. Not there where none does. */
public final class StandingBar {
    private final ConsoleContext context;
    private final StandingViewModel model;
    private final Texts texts;
    private final StandingWords words;
    private final StateLabel title = new StateLabel();
    private final Label limit = new Label();
    private final VBox copies = new VBox(2);
    private final Button commit;
    private final Button failBack;
    private final Button takeBack;
    private final HBox root = new HBox();

    /** Over that recovery. */
    public StandingBar(ConsoleContext context, StandingViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new StandingWords(texts);
        this.commit = button("standing-commit", "commit", this::commit);
        this.failBack = button("standing-failback", "failback", this::failBack);
        this.takeBack = button("standing-back", "back", this::takeBack);
        takeBack.getStyleClass().addAll("flat", "danger");
        title.setId("standing-title");
        limit.setId("standing-limit");
        limit.setWrapText(true);
        limit.setMinHeight(Region.USE_PREF_SIZE);
        copies.setId("standing-copies");
        VBox said = new VBox(2, title, limit, copies);
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        root.setId("standing-bar");
        root.getStyleClass().add("banner");
        root.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(said, takeBack, failBack, commit);
        root.managedProperty().bind(root.visibleProperty());
        root.setVisible(false);
        model.standingProperty().addListener(observable -> show());
        model.decisionProperty().addListener(observable -> show());
    }

    /** What is shown. */
    public Parent root() {
        return root;
    }

    private Button button(String id, String key, Runnable work) {
        Button button = new Button(texts.get("recovery.standing." + key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(texts.get("recovery.standing." + key + ".hint")));
        button.setOnAction(event -> work.run());
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private void show() {
        Optional<StandingRecovery> now = model.standingProperty().get();
        root.setVisible(now.isPresent());
        now.ifPresent(one -> {
            boolean committed =
                    one.outcome().filter(RunOutcome.COMMITTED::equals).isPresent();
            Tone tone = !one.alive().isEmpty() ? Tone.BAD : committed ? Tone.GOOD : Tone.WARNING;
            title.show(tone, words.title(one));
            limit.setText(words.limit(one, model.decisionProperty().get()));
            copies.getChildren()
                    .setAll(words.copies(one).stream().map(StandingBar::line).toList());
            commit.setVisible(model.isOpen());
            takeBack.setVisible(model.isOpen());
            for (Button button : List.of(commit, failBack, takeBack)) {
                button.setDisable(!model.mayDecide());
            }
        });
    }

    private static Label line(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void ask(String key, Runnable work) {
        String plan = model.plan().text();
        if (model.mayDecide()) {
            new ConfirmDialog(context.dialogs(), texts)
                    .ask(
                            new Confirmation(
                                    texts.get("recovery.standing." + key + ".title", plan),
                                    texts.get("recovery.standing." + key + ".meaning"),
                                    List.of(plan),
                                    plan,
                                    texts.get("recovery.standing." + key + ".verb")),
                            work);
        }
    }

    private void commit() {
        ask("commit", model::commit);
    }

    private void failBack() {
        ask("failback", model::failBack);
    }

    private void takeBack() {
        ask("back", model::takeBack);
    }
}
