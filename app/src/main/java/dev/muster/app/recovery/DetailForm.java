package dev.muster.app.recovery;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The fields of what is selected, one below the other. A value counts on Enter, or when the field is left. */
final class DetailForm extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final Texts texts;
    private final boolean readOnly;

    DetailForm(Texts texts, boolean readOnly) {
        super(4);
        this.texts = texts;
        this.readOnly = readOnly;
        getStyleClass().add("plan-detail");
    }

    void title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("section-title");
        label.setMinWidth(0);
        label.setTooltip(new Tooltip(text));
        getChildren().add(label);
    }

    void caption(String key) {
        Label label = new Label(texts.get(key));
        label.getStyleClass().add("plan-caption");
        getChildren().add(label);
    }

    /** What is wrong is said below the title, where it is seen without scrolling. */
    void problems(List<String> texts) {
        getChildren()
                .addAll(
                        1,
                        texts.stream().map(text -> label(text, "form-problem")).toList());
    }

    void text(String text, String style) {
        getChildren().add(label(text, style));
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A field; {@code fits} says whether what is typed is a value, and {@code value} takes it. */
    TextField field(String key, String id, String now, Predicate<String> fits, Consumer<String> value) {
        TextField field = new TextField(now);
        field.setPrefColumnCount(8);
        Runnable take = () -> {
            boolean good = fits.test(field.getText());
            field.pseudoClassStateChanged(ERROR, !good);
            if (good && !field.getText().equals(now)) {
                value.accept(field.getText());
            }
        };
        field.setOnAction(event -> take.run());
        field.focusedProperty().addListener((observable, oldValue, newValue) -> {
            if (!newValue) {
                take.run();
            }
        });
        line(key, id, field);
        return field;
    }

    void number(String key, String id, int now, Consumer<Integer> value) {
        field(
                key,
                id,
                "" + now,
                typed -> typed.strip().matches("[0-9]{1,6}"),
                typed -> value.accept(Integer.parseInt(typed.strip())));
    }

    /** A length of time; empty for none where {@code none} may be. */
    void time(
            String key,
            String id,
            Optional<java.time.Duration> now,
            boolean none,
            Consumer<Optional<java.time.Duration>> value) {
        field(
                key,
                id,
                now.map(Durations::write).orElse(""),
                typed -> typed.isBlank() ? none : Durations.read(typed).isPresent(),
                typed -> value.accept(Durations.read(typed)));
    }

    <T> void choice(String key, String id, Collection<T> all, T now, Function<T, String> word, Consumer<T> value) {
        DropDown<T> choice = new DropDown<>(all);
        choice.setConverter(Words.of(word));
        choice.setValue(now);
        choice.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                value.accept(newValue);
            }
        });
        line(key, id, choice);
    }

    void check(String key, String id, boolean now, Consumer<Boolean> value) {
        CheckBox box = new CheckBox(texts.get(key));
        box.setId(id);
        box.setSelected(now);
        box.setDisable(readOnly);
        box.selectedProperty().addListener((observable, oldValue, newValue) -> value.accept(newValue));
        getChildren().add(box);
    }

    /** What there is already, each with a button that removes it. */
    void removable(String id, Collection<String> all, Consumer<Integer> remove) {
        int number = 0;
        for (String text : List.copyOf(all)) {
            int at = number++;
            Label label = new Label(text);
            label.setMinWidth(0);
            label.setTooltip(new Tooltip(text));
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Button out = new Button("×");
            out.setId(id + "-remove-" + at);
            out.getStyleClass().addAll("flat", "small");
            out.setMinWidth(Region.USE_PREF_SIZE);
            out.setAccessibleText(texts.get("recovery.remove.one", text));
            out.setTooltip(new Tooltip(out.getAccessibleText()));
            out.setDisable(readOnly);
            out.setOnAction(event -> remove.accept(at));
            HBox line = new HBox(4, label, gap, out);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("plan-chip");
            getChildren().add(line);
        }
    }

    void nodes(Node... all) {
        HBox line = new HBox(4, all);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setDisable(readOnly);
        getChildren().add(line);
    }

    private void line(String key, String id, Region field) {
        Label label = new Label(texts.get(key));
        label.setLabelFor(field);
        label.setMinWidth(130);
        label.setPrefWidth(130);
        label.setWrapText(true);
        field.setId(id);
        field.setAccessibleText(label.getText());
        field.setDisable(readOnly);
        field.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox line = new HBox(8, label, field);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(line);
    }
}
