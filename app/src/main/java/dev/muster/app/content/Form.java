package dev.muster.app.content;

import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Labels on the left, fields on the right, on one grid. */
public final class Form extends GridPane {
    private static final Insets LINE = new Insets(4, 0, 4, 0);

    private int line;

    public Form() {
        setHgap(12);
        setPadding(new Insets(16));
        ColumnConstraints labels = new ColumnConstraints();
        labels.setHalignment(HPos.LEFT);
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(labels, fields);
    }

    /** Adds a line with any field; it disappears together with its label when the field is made invisible. */
    public <N extends Node> N add(String label, String id, N field) {
        Label caption = new Label(label);
        caption.setLabelFor(field);
        caption.visibleProperty().bind(field.visibleProperty());
        caption.managedProperty().bind(field.visibleProperty());
        field.managedProperty().bind(field.visibleProperty());
        field.setId(id);
        field.setAccessibleText(label);
        // Margins, not gaps: a gap would stay where a line is not shown.
        setMargin(caption, LINE);
        setMargin(field, LINE);
        addRow(line++, caption, field);
        return field;
    }

    /** Adds a line with a text field bound to {@code value}. */
    public TextField field(String label, String id, StringProperty value) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(value);
        return add(label, id, field);
    }

    /** Adds something over both columns. */
    public void wide(Node node) {
        setMargin(node, LINE);
        add(node, 0, line++, 2, 1);
    }
}
