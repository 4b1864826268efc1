package dev.muster.app.finding;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.FindingSeverity;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.StringProperty;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The fields that both dialogs of findings have, and what stands against sending them. */
final class FindingForm {
    private final String id;
    private final Texts texts;
    private final Form form = new Form();

    /** @param id of the dialog, which the ids of its fields begin with */
    FindingForm(String id, Texts texts) {
        this.id = id;
        this.texts = texts;
        form.setPrefWidth(560);
    }

    Form form() {
        return form;
    }

    void title(StringProperty value) {
        form.field(texts.get("finding.column.what"), id + "-title", value);
    }

    void severity(ObjectProperty<FindingSeverity> value) {
        DropDown<FindingSeverity> severity = form.add(
                texts.get("finding.column.severity"),
                id + "-severity",
                new DropDown<>(List.of(FindingSeverity.values()).reversed()));
        severity.setConverter(Words.of(new FindingWords(texts)::severity));
        severity.valueProperty().bindBidirectional(value);
    }

    void owner(StringProperty value) {
        form.field(texts.get("finding.column.owner"), id + "-owner", value).setPromptText(texts.get("finding.nobody"));
    }

    void due(DueDay value) {
        form.add(texts.get("finding.field.due"), id + "-due-line", new DueField(id + "-due", texts, value));
    }

    /** Adds a few lines of text; Tab leaves it, since a finding has no tabs in its texts. */
    TextArea lines(String key, String name, StringProperty value) {
        TextArea area = form.add(texts.get(key), id + "-" + name, new TextArea());
        area.setPrefRowCount(3);
        area.setWrapText(true);
        area.setMinHeight(56);
        area.textProperty().bindBidirectional(value);
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
                area.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            }
        });
        return area;
    }

    /**
     * Makes the dialog: below the fields it says why it cannot be sent.
     *
     * @param changed grows with each change of a field
     * @param problem why it cannot be sent; empty where it can
     */
    Dialogs.Made dialog(
            Dialogs dialogs,
            String title,
            String verb,
            Submission submission,
            ReadOnlyIntegerProperty changed,
            Supplier<String> problem,
            Runnable submit) {
        Label said = new Label();
        said.setId(id + "-said");
        said.getStyleClass().add("text-muted");
        said.setWrapText(true);
        // two lines in either language, so that nothing moves
        said.setMinHeight(36);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        SubmissionBox refused = new SubmissionBox(id + "-refused", texts);
        form.wide(refused);
        Dialogs.Made made = dialogs.make(id, title, verb, form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            submit.run();
        });
        Tooltip why = new Tooltip();
        made.go().setTooltip(why);
        Runnable show = () -> {
            String text = problem.get();
            said.setText(text);
            made.go().setDisable(!text.isEmpty() || submission.isBusy());
            made.go().setAccessibleHelp(text);
            why.setText(text.isEmpty() ? verb : text);
        };
        changed.addListener(observable -> show.run());
        refused.follow(submission, made, show);
        show.run();
        return made;
    }
}
