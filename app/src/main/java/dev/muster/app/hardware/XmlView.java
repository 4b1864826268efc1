package dev.muster.app.hardware;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.XmlReview;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A VM's domain XML; an administrator may change it, and sees what differs before it is applied. */
final class XmlView {
    private final Asks asks;
    private final VmId vm;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final TextArea text = new TextArea();
    private final Button review = new Button();
    private final VBox findings = new VBox(8);
    private final BorderPane root = new BorderPane();
    private Optional<VmQuery.DomainXml> loaded = Optional.empty();

    XmlView(Asks asks, VmId vm, Texts texts, Dialogs dialogs, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.vm = vm;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onJob = onJob;
        this.onProblem = onProblem;
        boolean may = asks.role().includes(Role.ADMINISTRATOR);
        text.setId("vm-xml");
        text.setEditable(may);
        text.getStyleClass().add("mono");
        text.setAccessibleText(texts.get("vm.tab.xml"));
        text.textProperty().addListener((of, was, is) -> {
            review.setDisable(!isChanged());
            findings.setVisible(false);
        });
        review.setText(texts.get("xml.review"));
        review.setId("xml-review");
        review.setDisable(true);
        review.setOnAction(event -> loaded.ifPresent(from -> {
            String edited = text.getText();
            asks.ask(new VmQuery.ReviewXml(vm, edited), answer -> review(from, edited, answer), onProblem);
        }));
        Button reload = new Button(texts.get("xml.reload"));
        reload.setId("xml-reload");
        reload.setOnAction(event -> {
            loaded = Optional.empty();
            load();
        });
        Label note = new Label(texts.get(may ? "xml.note" : "xml.readonly"));
        note.getStyleClass().add("text-muted");
        Button check = new Button(texts.get("hardware.xml.check"));
        check.setId("xml-check");
        check.setOnAction(event -> asks.ask(new VmQuery.ReviewXml(vm, text.getText()), this::found, onProblem));
        HBox bar = new HBox(8, review, check, reload, note);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setPadding(new Insets(8, 16, 8, 16));
        findings.setId("xml-findings");
        findings.setPadding(new Insets(0, 16, 8, 16));
        findings.managedProperty().bind(findings.visibleProperty());
        findings.setVisible(false);
        root.setTop(new VBox(bar, findings));
        root.setCenter(text);
    }

    Parent root() {
        return root;
    }

    /** Reads the XML, unless a change of it is still here. */
    void load() {
        if (isChanged()) {
            return;
        }
        asks.ask(
                new VmQuery.Xml(vm, false),
                answer -> {
                    loaded = Optional.of(answer);
                    text.setText(answer.xml());
                },
                onProblem);
    }

    private boolean isChanged() {
        return loaded.filter(xml -> !xml.xml().equals(text.getText())).isPresent();
    }

    /** What a check found, beside the XML. */
    private void found(XmlReview review) {
        findings.getChildren().setAll(findings(review));
        findings.setVisible(true);
    }

    private Node findings(XmlReview review) {
        if (review.problem().isPresent()) {
            return new ProblemBox(review.problem().get(), texts);
        }
        Label fine = new Label(texts.get(review.checked() ? "hardware.xml.fine" : "hardware.xml.unchecked"));
        fine.setWrapText(true);
        return fine;
    }

    private void review(VmQuery.DomainXml from, String edited, XmlReview answer) {
        TextArea lines = new TextArea(String.join("\n", LineDiff.of(from.xml(), edited)));
        lines.setId("xml-diff");
        lines.setEditable(false);
        lines.setAccessibleText(texts.get("xml.review"));
        lines.getStyleClass().add("mono");
        lines.setPrefSize(760, 260);
        Label same = new Label(texts.get("hardware.xml.same"));
        ScrollPane what = new ScrollPane(answer.differences().isEmpty() ? same : EffectTable.of(answer, texts));
        what.setFitToWidth(true);
        what.setPrefHeight(140);
        what.setVisible(answer.problem().isEmpty());
        what.setManaged(answer.problem().isEmpty());
        VBox content = new VBox(12, findings(answer), what, lines);
        content.setPadding(new Insets(16));
        VBox.setVgrow(lines, Priority.ALWAYS);
        Dialogs.Made made = dialogs.make("redefine", texts.get("xml.review"), texts.get("edit.apply"), content);
        made.go().setDisable(answer.problem().isPresent());
        made.open(() -> asks.submit(
                new VmCommand.Redefine(vm, edited, Optional.of(from.definition())),
                job -> {
                    loaded = Optional.empty();
                    onJob.accept(job);
                },
                onProblem));
    }
}
