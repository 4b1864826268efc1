package dev.muster.app.content;

import dev.muster.app.content.TableLayout.Choice;
import dev.muster.app.i18n.Texts;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Chooses the columns of a table and their order, by mouse or by keyboard. */
public final class ColumnsDialog {
    private static final class Line {
        private final Choice choice;
        private final BooleanProperty shown;

        private Line(Choice choice) {
            this.choice = choice;
            this.shown = new SimpleBooleanProperty(choice.shown());
        }

        private Choice chosen() {
            return new Choice(choice.id(), choice.title(), shown.get());
        }
    }

    private final ListView<Line> list = new ListView<>();

    private ColumnsDialog() {}

    /** Asks, and sets the table up so. */
    public static void open(Dialogs dialogs, Texts texts, TableLayout<?> layout) {
        ColumnsDialog made = new ColumnsDialog();
        Dialogs.Made dialog = dialogs.make(
                "columns", texts.get("table.columns"), texts.get("table.columns.go"), made.content(texts, layout));
        dialog.dialog().setOnShown(event -> made.list.requestFocus());
        dialog.open(() ->
                layout.choose(made.list.getItems().stream().map(Line::chosen).toList()));
    }

    private VBox content(Texts texts, TableLayout<?> layout) {
        list.setId("columns-list");
        list.setAccessibleText(texts.get("table.columns"));
        list.setPrefSize(360, 360);
        list.setCellFactory(CheckBoxListCell.forListView(line -> line.shown, Words.of(line -> line.choice.title())));
        fill(layout.choices());
        list.getSelectionModel().selectFirst();
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        Label hint = new Label(texts.get("table.columns.hint"));
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.setMaxWidth(360);
        hint.getStyleClass().add("caption");
        VBox.setVgrow(list, Priority.ALWAYS);
        HBox buttons = new HBox(
                8,
                button("columns-up", texts.get("table.columns.up"), () -> move(-1)),
                button("columns-down", texts.get("table.columns.down"), () -> move(1)),
                button("columns-first", texts.get("table.columns.first"), () -> fill(layout.original())));
        VBox content = new VBox(8, hint, list, buttons);
        content.setPadding(new Insets(16));
        return content;
    }

    private static Button button(String id, String label, Runnable work) {
        Button button = new Button(label);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private void fill(List<Choice> choices) {
        list.getItems().setAll(choices.stream().map(Line::new).toList());
    }

    private void key(KeyEvent event) {
        if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            move(-1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            move(1);
        } else if (event.getCode() == KeyCode.SPACE && list.getSelectionModel().getSelectedItem() != null) {
            BooleanProperty shown = list.getSelectionModel().getSelectedItem().shown;
            shown.set(!shown.get());
        } else {
            return;
        }
        event.consume();
    }

    private void move(int by) {
        int from = list.getSelectionModel().getSelectedIndex();
        int to = from + by;
        if (from >= 0 && to >= 0 && to < list.getItems().size()) {
            Line line = list.getItems().remove(from);
            list.getItems().add(to, line);
            list.getSelectionModel().clearAndSelect(to);
            list.scrollTo(Math.max(0, to - 3));
        }
    }
}
