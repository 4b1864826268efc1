package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.RestoreCommand.Macs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Restores from a point: what is made of it and where first, then in plain words what will happen. */
final class RestoreDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final BackupWords words;
    private final RestoreViewModel model;
    private final VBox content = new VBox();
    private final SubmissionBox refused;
    private boolean reviewing;
    private boolean confirmed = true;

    RestoreDialog(ConsoleContext context, Point point) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new BackupWords(texts);
        this.model = new RestoreViewModel(
                texts, context.inventory(), point, new Submission(context.asks(), context.onJob()));
        this.refused = new SubmissionBox("restore-refused", texts);
    }

    void open() {
        VBox page = page();
        content.getChildren().setAll(page);
        content.setPrefSize(660, 480);
        Dialogs.Made made = dialogs.make(
                "restore",
                texts.get("backup.restore.title", model.point().manifest().name()),
                texts.get("backup.restore.review"),
                content);
        Button go = made.go();
        go.getStyleClass().add("accent");
        ButtonBar.setButtonUniformSize(go, false);
        go.setMinWidth(Region.USE_PREF_SIZE);
        Runnable judge = () -> go.setDisable(model.command().isEmpty()
                || (reviewing && (!confirmed || model.submission().isBusy())));
        go.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            if (reviewing) {
                model.submit();
            } else {
                review(made, judge, page);
            }
        });
        model.revisionProperty().addListener(observable -> judge.run());
        refused.follow(model.submission(), made, judge);
        judge.run();
        made.dialog().setOnHidden(event -> model.close());
        made.dialog().show();
    }

    private VBox page() {
        Label from = muted(words.line(model.point()));
        from.setId("restore-point");
        VBox fields = new VBox(new VBox(8, from, kinds()), form());
        fields.getChildren().getFirst().getStyleClass().add("restore-kinds");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("dialog-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label problem = problem("restore-problem");
        problem.setMinHeight(36);
        problem.setPadding(new Insets(0, 16, 0, 16));
        VBox page = new VBox(scroll, problem);
        VBox.setVgrow(page, Priority.ALWAYS);
        return page;
    }

    private VBox kinds() {
        ToggleGroup group = new ToggleGroup();
        VBox box = new VBox(8);
        for (RestoreKind kind : RestoreKind.values()) {
            RadioButton choice = new RadioButton(texts.get("backup.restore." + kind.word()));
            choice.setId("restore-kind-" + kind.word());
            choice.setToggleGroup(group);
            choice.setSelected(model.kindProperty().get() == kind);
            choice.selectedProperty().addListener((observable, oldValue, newValue) -> {
                if (newValue) {
                    model.kindProperty().set(kind);
                }
            });
            Label meaning = muted("");
            meaning.setId("restore-meaning-" + kind.word());
            meaning.setPadding(new Insets(0, 0, 0, 26));
            Runnable say = () -> {
                Optional<String> refusal = model.places().refusal(kind, texts);
                // the choice stays where it is: a VM that is started meanwhile is said below
                choice.setDisable(refusal.isPresent() && model.kindProperty().get() != kind);
                meaning.setText(refusal.orElseGet(() -> texts.get("backup.restore." + kind.word() + ".meaning")));
                choice.setAccessibleHelp(meaning.getText());
            };
            model.revisionProperty().addListener(observable -> say.run());
            say.run();
            box.getChildren().add(new VBox(choice, meaning));
        }
        return box;
    }

    private Form form() {
        Form form = new Form();
        DropDown<DiskContent> disk = form.add(
                texts.get("backup.restore.which"),
                "restore-disk",
                new DropDown<>(model.point().manifest().disks()));
        disk.setConverter(Words.of(one -> one.target() + " · " + words.bytes(one.size())));
        model.diskProperty().get().ifPresent(disk::setValue);
        disk.valueProperty()
                .addListener(
                        (observable, oldValue, newValue) -> model.diskProperty().set(Optional.ofNullable(newValue)));
        shown(disk, RestoreKind.DISK);
        PoolChoice pool = new PoolChoice(texts, model.poolProperty());
        form.add(texts.get("backup.restore.pool"), "restore-pool", pool.box());
        Runnable pools =
                () -> pool.offer(model.places().pools(model.kindProperty().get()));
        model.revisionProperty().addListener(observable -> pools.run());
        pools.run();
        shown(
                form.field(texts.get("backup.restore.name"), "restore-name", model.nameProperty()),
                RestoreKind.NEW,
                RestoreKind.INSTANT);
        shown(
                form.field(texts.get("backup.restore.volume"), "restore-volume", model.volumeProperty()),
                RestoreKind.DISK);
        DropDown<Macs> macs =
                form.add(texts.get("backup.restore.macs"), "restore-macs", new DropDown<>(List.of(Macs.values())));
        macs.setConverter(
                Words.of(one -> texts.get("backup.restore.macs." + one.name().toLowerCase(Locale.ROOT))));
        macs.valueProperty().bindBidirectional(model.macsProperty());
        shown(macs, RestoreKind.NEW, RestoreKind.INSTANT);
        Label meaning = form.add("", "restore-macs-meaning", muted(""));
        model.revisionProperty().addListener(observable -> meaning.setText(model.macsMeaning()));
        meaning.setText(model.macsMeaning());
        shown(meaning, RestoreKind.NEW, RestoreKind.INSTANT);
        CheckBox start = form.add("", "restore-start", new CheckBox(texts.get("backup.restore.start")));
        start.setAccessibleText(start.getText());
        start.selectedProperty().bindBidirectional(model.startProperty());
        shown(start, RestoreKind.NEW, RestoreKind.IN_PLACE);
        return form;
    }

    private <N extends Node> void shown(N node, RestoreKind... when) {
        node.visibleProperty().bind(model.kindProperty().map(List.of(when)::contains));
    }

    private void review(Dialogs.Made made, Runnable judge, VBox page) {
        reviewing = true;
        Button go = made.go();
        VBox lines = new VBox(8);
        lines.setId("restore-review");
        lines.setPadding(new Insets(16));
        Label title = new Label(texts.get("backup.review.title"));
        title.getStyleClass().add("section-title");
        lines.getChildren().add(title);
        model.review().forEach(sentence -> {
            Label line = wrapped(sentence.text());
            if (sentence.danger()) {
                line.getStyleClass().add("restore-danger");
            }
            lines.getChildren().add(line);
        });
        confirmed = model.confirmation().isEmpty();
        model.confirmation()
                .ifPresent(asked -> ConfirmDialog.field(asked, texts, lines)
                        .textProperty()
                        .addListener((observable, oldValue, newValue) -> {
                            confirmed = asked.accepts(newValue);
                            judge.run();
                        }));
        Button back = new Button(texts.get("backup.restore.back"));
        back.setId("restore-back");
        back.setOnAction(event -> {
            reviewing = false;
            model.submission().edit();
            content.getChildren().setAll(page);
            dress(go, false);
            judge.run();
        });
        Label meanwhile = problem("restore-meanwhile");
        meanwhile.visibleProperty().bind(model.problemProperty().isNotEmpty());
        meanwhile.managedProperty().bind(meanwhile.visibleProperty());
        lines.getChildren().addAll(meanwhile, refused, back);
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("dialog-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        content.getChildren().setAll(scroll);
        dress(go, true);
        judge.run();
        // only what was laid out can have the focus
        content.applyCss();
        content.layout();
        Optional.ofNullable(lines.lookup("#confirm-name")).orElse(go).requestFocus();
    }

    private void dress(Button go, boolean last) {
        go.setText(texts.get(last ? "backup.restore.go" : "backup.restore.review"));
        go.getStyleClass().removeAll("accent", "danger");
        go.getStyleClass().add(last && model.confirmation().isPresent() ? "danger" : "accent");
    }

    private Label problem(String id) {
        Label problem = wrapped("");
        problem.setId(id);
        problem.getStyleClass().add("form-problem");
        problem.textProperty().bind(model.problemProperty());
        return problem;
    }

    private static Label muted(String text) {
        Label label = wrapped(text);
        label.getStyleClass().add("text-muted");
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
