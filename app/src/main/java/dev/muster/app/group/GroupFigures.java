package dev.muster.app.group;

import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The two figures of a group, and what a capture of it would do now. */
final class GroupFigures {
    private final Texts texts;
    private final GroupsViewModel model;
    private final GroupWords words;
    private final Label exposure = new Label();
    private final Label restore = new Label();
    private final StateLabel forecast = new StateLabel();
    private final Label where = new Label();
    private final VBox root = new VBox(8);

    GroupFigures(ConsoleContext context, GroupsViewModel model) {
        this.texts = context.texts();
        this.model = model;
        this.words = new GroupWords(texts);
        root.setId("group-figures");
        root.getStyleClass().add("group-figures");
        forecast.setId("group-forecast");
        where.setId("group-where");
        where.getStyleClass().add("text-muted");
        for (Label line : new Label[] {forecast, where}) {
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
        }
        forecast.setMinWidth(0);
        forecast.setPrefWidth(360);
        forecast.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(forecast, Priority.ALWAYS);
        HBox figures = new HBox(
                16,
                figure("group-rpo", "group.rpo", exposure),
                figure("group-rto", "group.rto", restore),
                new Separator(Orientation.VERTICAL),
                forecast);
        figures.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(figures, where);
    }

    Node root() {
        return root;
    }

    private VBox figure(String id, String key, Label value) {
        Label caption = new Label(texts.get(key));
        caption.getStyleClass().add("text-muted");
        caption.setMinWidth(Region.USE_PREF_SIZE);
        caption.setLabelFor(value);
        value.setId(id);
        value.getStyleClass().add("group-figure");
        value.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip meaning = new Tooltip(texts.get(key + ".meaning"));
        caption.setTooltip(meaning);
        value.setTooltip(meaning);
        return new VBox(caption, value);
    }

    /** Shows what is known now. */
    void show(Instant now) {
        Optional<GroupLine> line = model.chosen();
        boolean loaded = model.content().loaded();
        say(exposure, model.exposure(now).map(GroupWords::figure), loaded ? texts.get("group.rpo.none") : "…");
        say(restore, model.restoreTakes().map(GroupWords::figure), texts.get("group.rto.none"));
        line.map(one -> one.group().spec()).ifPresent(spec -> {
            where.setText(texts.get(
                    "group.where",
                    words.lock(spec.lock()),
                    spec.deadline().toSeconds(),
                    spec.repository().text(),
                    words.keep(spec.keep()),
                    words.scheduled(model.schedules())));
        });
        Optional<CaptureForecast> known = model.forecast();
        Optional<Problem> wrong = known.flatMap(CaptureForecast::problem).or(model::unforeseen);
        if (wrong.isPresent()) {
            forecast.show(Tone.BAD, texts.get("group.forecast.refused", texts.say(wrong.get())));
        } else if (known.isPresent()) {
            forecast.show(Tone.GOOD, words.forecast(known.get()));
        } else {
            forecast.show(Tone.WORKING, texts.get("group.forecast.asked"));
        }
    }

    private static void say(Label label, Optional<String> figure, String otherwise) {
        label.setText(figure.orElse(otherwise));
        label.getStyleClass().removeAll("group-figure", "group-nofigure");
        label.getStyleClass().add(figure.isPresent() ? "group-figure" : "group-nofigure");
    }
}
