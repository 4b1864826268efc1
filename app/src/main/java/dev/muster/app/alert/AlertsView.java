package dev.muster.app.alert;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Times;
import dev.muster.app.feature.Alert;
import dev.muster.app.feature.Alerts;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The alerts, each with why, what to do, and the way to what it is about. */
public final class AlertsView {
    /** More than these are counted, not drawn: what is wrong with three hundred VMs has one reason. */
    private static final int DRAWN = 100;

    private final Alerts model;
    private final Texts texts;
    private final Consumer<Alert.Target> onJump;
    private final VBox list = new VBox(8);
    private final BorderPane root = new BorderPane();
    private final ListChangeListener<Alert> onAlerts = change -> fill();

    /**
     * The screen.
     *
     * @param onJump goes to what an alert is about
     */
    public AlertsView(Alerts model, Texts texts, Consumer<Alert.Target> onJump) {
        this.model = model;
        this.texts = texts;
        this.onJump = onJump;
        root.setId("alerts-view");
        root.getStylesheets().add(ContentStyle.sheet());
        Label title = new Label(texts.get("alert.title"));
        title.getStyleClass().add("page-title");
        HBox header = new HBox(8, title);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        root.setTop(header);
        list.setPadding(new Insets(16));
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Begins to follow the alerts. */
    public void activate() {
        fill();
        model.alerts().addListener(onAlerts);
    }

    /** Stops following them. */
    public void deactivate() {
        model.alerts().removeListener(onAlerts);
    }

    private void fill() {
        if (model.alerts().isEmpty()) {
            root.setCenter(none());
            return;
        }
        list.getChildren().clear();
        model.alerts().stream().limit(DRAWN).forEach(alert -> list.getChildren().add(card(alert)));
        int more = model.alerts().size() - DRAWN;
        if (more > 0) {
            list.getChildren().add(muted(texts.get("confirm.more", more)));
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        root.setCenter(scroll);
    }

    private Node none() {
        StateLabel good = new StateLabel();
        good.show(StateLabel.Tone.GOOD, texts.get("alert.none.title"));
        good.getStyleClass().add("section-title");
        Label text = muted(texts.get("alert.none.text"));
        text.setMaxWidth(420);
        VBox empty = new VBox(8, good, text);
        empty.setId("alerts-none");
        empty.setAlignment(Pos.CENTER);
        empty.getStyleClass().add("empty-state");
        return empty;
    }

    private Node card(Alert alert) {
        StateLabel what = new StateLabel();
        what.show(alert.grave() ? StateLabel.Tone.BAD : StateLabel.Tone.WARNING, alert.what());
        what.getStyleClass().add("problem-what");
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(4, what);
        if (!alert.meaning().isBlank()) {
            words.getChildren().add(wrapped(alert.meaning()));
        }
        if (!alert.remedy().isBlank()) {
            words.getChildren().add(wrapped(alert.remedy()));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox card = new HBox(16, words);
        alert.since().ifPresent(when -> card.getChildren().add(since(when)));
        Button jump = new Button(texts.get(alert.target().labelKey()));
        jump.getStyleClass().add("alert-jump");
        jump.setMinWidth(Region.USE_PREF_SIZE);
        jump.setAccessibleText(jump.getText() + ": " + alert.what());
        jump.setOnAction(event -> onJump.accept(alert.target()));
        card.getChildren().add(jump);
        if (alert.dismissable()) {
            Button dismiss = new Button(texts.get("alert.dismiss"));
            dismiss.getStyleClass().addAll("flat", "alert-dismiss");
            dismiss.setMinWidth(Region.USE_PREF_SIZE);
            dismiss.setAccessibleText(dismiss.getText() + ": " + alert.what());
            dismiss.setOnAction(event -> model.dismiss(alert));
            card.getChildren().add(dismiss);
        }
        card.setAlignment(Pos.CENTER_LEFT);
        card.getStyleClass().addAll("card", "alert");
        return card;
    }

    private Label since(Instant when) {
        Label since = muted(texts.get("ago", Amounts.rough(Duration.between(when, Instant.now()))));
        since.setTooltip(new Tooltip(Times.full(when, texts.locale())));
        since.setMinWidth(Region.USE_PREF_SIZE);
        return since;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setPadding(new Insets(0, 0, 0, 18));
        return label;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add("text-muted");
        return label;
    }
}
