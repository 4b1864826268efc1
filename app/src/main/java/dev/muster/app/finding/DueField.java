package dev.muster.app.finding;

import dev.muster.app.i18n.Texts;
import java.time.LocalDate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** A day to type or to choose from a calendar, and a button that takes it away. */
final class DueField extends HBox {
    /**
     * Makes it.
     *
     * @param id of the field; the button's is that with {@code -clear}
     */
    DueField(String id, Texts texts, DueDay due) {
        super(4);
        DatePicker picker = new DatePicker(due.day().orElse(null));
        picker.setId(id);
        picker.setAccessibleText(texts.get("finding.field.due"));
        picker.setPromptText(texts.get("finding.field.due.prompt"));
        picker.setMaxWidth(Double.MAX_VALUE);
        picker.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable LocalDate day) {
                return day == null ? "" : day.toString();
            }

            @Override
            public @Nullable LocalDate fromString(String text) {
                // what is no day stays as it is typed, and is said below
                return text.isBlank() ? null : DueDay.of(text).orElse(picker.getValue());
            }
        });
        picker.getEditor().textProperty().bindBidirectional(due.textProperty());
        Button clear = new Button(texts.get("finding.field.due.clear"));
        clear.setId(id + "-clear");
        clear.setMinWidth(Region.USE_PREF_SIZE);
        clear.disableProperty().bind(due.textProperty().isEmpty());
        clear.setOnAction(event -> {
            picker.setValue(null);
            due.textProperty().set("");
            picker.requestFocus();
        });
        HBox.setHgrow(picker, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(picker, clear);
    }
}
