package dev.muster.app.backup;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All that is known of the chosen restore point, and what can be done with it. */
final class PointDetail {
    private record Offered(PointAction action, Button button, ButtonHint hint) {}

    private final String id;
    private final TimelineViewModel model;
    private final Texts texts;
    private final BackupWords words;
    private final Label title = new Label();
    private final List<Offered> offered = new ArrayList<>();
    private final GridPane facts = new GridPane();
    private final BootSection boot;
    private final VBox content = new VBox(8);
    private final ScrollPane root = new ScrollPane(content);

    PointDetail(String id, TimelineViewModel model, List<PointAction> actions, ConsoleContext context) {
        this.id = id;
        this.model = model;
        this.texts = context.texts();
        this.boot = new BootSection(id + "-boot", context);
        this.words = new BackupWords(texts);
        title.getStyleClass().add("section-title");
        title.setId(id + "-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        FlowPane buttons = new FlowPane(4, 4);
        for (PointAction action : actions) {
            buttons.getChildren().add(offer(action).holder());
        }
        facts.setId(id + "-facts");
        facts.setHgap(12);
        facts.setVgap(4);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        labels.setHalignment(HPos.LEFT);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().addAll(labels, values);
        content.getStyleClass().add("backup-facts");
        content.getChildren().addAll(title, buttons, boot.root(), facts);
        root.setId(id);
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("backup-detail");
        root.setAccessibleText(texts.get("backup.detail"));
        model.chosenProperty().addListener((observable, oldValue, newValue) -> show());
        model.pictureProperty().addListener((observable, oldValue, newValue) -> show());
        show();
    }

    ScrollPane root() {
        return root;
    }

    private ButtonHint offer(PointAction action) {
        Button button = new Button(action.label());
        button.setId(id + "-" + action.id());
        button.setMinWidth(Region.USE_PREF_SIZE);
        if (action.danger()) {
            button.getStyleClass().add("danger");
        }
        button.setOnAction(event -> model.chosenProperty().get().ifPresent(action::run));
        ButtonHint hint = new ButtonHint(button);
        offered.add(new Offered(action, button, hint));
        return hint;
    }

    private void show() {
        Optional<Point> chosen = model.chosenProperty().get();
        facts.getChildren().clear();
        title.setText(chosen.map(point -> words.kind(point) + " · " + words.captured(point))
                .orElse(""));
        for (Offered one : offered) {
            Optional<String> refusal =
                    chosen.map(one.action().refusal()).orElseGet(() -> Optional.of(texts.get("backup.refused.point")));
            one.button().setDisable(refusal.isPresent());
            one.hint()
                    .say(
                            refusal,
                            one.action()
                                    .keys()
                                    .map(keys -> one.action().label() + " (" + keys.getDisplayText() + ")")
                                    .orElseGet(one.action()::label));
        }
        boot.show(chosen);
        chosen.ifPresent(this::fill);
    }

    private void fill(Point point) {
        PointManifest manifest = point.manifest();
        fact("age", words.age(point));
        fact("took", Amounts.duration(manifest.took()));
        fact("consistency", words.consistency(manifest));
        fact("verified", words.verified(point));
        fact("repository", point.id().repository().text());
        fact("amount", texts.get("backup.amount", words.bytes(manifest.stored()), words.bytes(manifest.read())));
        fact("chain", chain(point));
        int above = (int) model.points().stream()
                .filter(one -> !one.equals(point) && !one.manifest().parent().isEmpty())
                .filter(one -> Chain.of(one, model.points()).points().contains(point))
                .count();
        fact("needed", texts.get("backup.needed", above));
        manifest.disks().forEach(disk -> {
            Label value = line(texts.get("backup.fact.disk", disk.target()), disk.source());
            value.getStyleClass().add("mono");
            line(
                    "",
                    texts.get(
                            disk.tracked() ? "backup.disk.tracked" : "backup.disk.compared",
                            words.bytes(disk.size()),
                            words.bytes(disk.read()),
                            words.bytes(disk.stored())));
        });
        fact("files", files(manifest));
        line(texts.get("backup.fact.id"), point.id().text()).getStyleClass().add("mono");
    }

    private String chain(Point point) {
        Chain chain = Chain.of(point, model.points());
        if (chain.missing().isPresent()) {
            return texts.get("backup.chain.missing", chain.missing().get());
        }
        return chain.points().size() == 1
                ? texts.get("backup.chain.full")
                : texts.get(
                        "backup.chain.upon",
                        chain.points().size() - 1,
                        words.captured(chain.points().getFirst()));
    }

    private String files(PointManifest manifest) {
        List<String> files = new ArrayList<>();
        manifest.disks().forEach(disk -> files.add(disk.image()));
        manifest.files().forEach(file -> files.add(file.name() + " (" + words.bytes(file.bytes()) + ")"));
        return String.join(", ", files);
    }

    private void fact(String key, String value) {
        line(texts.get("backup.fact." + key), value);
    }

    private Label line(String label, String value) {
        Label name = new Label(label);
        name.getStyleClass().add("text-muted");
        GridPane.setValignment(name, VPos.TOP);
        Label shown = new Label(value);
        shown.setWrapText(true);
        shown.setMinHeight(Region.USE_PREF_SIZE);
        name.setLabelFor(shown);
        facts.addRow(facts.getRowCount(), name, shown);
        return shown;
    }
}
