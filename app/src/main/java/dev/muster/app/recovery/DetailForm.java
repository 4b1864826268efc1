package dev.muster.app.recovery;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
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
    private static final double LABEL = 112;

    private final Texts texts;
    private final boolean readOnly;
    private final FieldFaults faults;
    private final DetailState state;
    private final List<DropDown<?>> lists = new ArrayList<>();

    DetailForm(Texts texts, boolean readOnly, FieldFaults faults, DetailState state) {
        super(4);
        this.texts = texts;
        this.readOnly = readOnly;
        this.faults = faults;
        this.state = state;
        getStyleClass().add("plan-detail");
    }

    /** Reads what is typed into its fields. */
    FieldReader read() {
        return new FieldReader(texts);
    }

    Texts texts() {
        return texts;
    }

    DetailState state() {
        return state;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** The drop-down whose list is open. */
    Optional<DropDown<?>> openList() {
        return lists.stream().filter(DropDown::isShowing).findFirst();
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

    /** What is wrong and belongs to no field is said below the title, where it is seen without scrolling. */
    void problems(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(faults.rest());
        getChildren()
                .addAll(1, all.stream().map(text -> label(text, "form-problem")).toList());
    }

    void text(String text, String style) {
        getChildren().add(label(text, style));
    }

    /** The faults at a path, here. */
    void faults(String path) {
        faults.take(path).forEach(text -> text(text, "form-problem"));
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A field that is typed into; {@code value} takes what was read where that is one. */
    <T> TextField entry(Field field, String now, Function<String, Typed<T>> read, Consumer<T> value) {
        Optional<String> before = state.wrong(field.id());
        TextField input = new TextField(before.orElse(now));
        input.setPrefColumnCount(8);
        Label why = line(field, input);
        if (before.isPresent() && read.apply(input.getText()) instanceof Typed.Wrong<T>(String text)) {
            tell(input, why, text);
        }
        Runnable take = () -> {
            switch (read.apply(input.getText())) {
                case Typed.Wrong<T>(String text) -> {
                    state.keepWrong(field.id(), input.getText());
                    tell(input, why, text);
                }
                case Typed.Value<T>(T typed) -> {
                    state.dropWrong(field.id());
                    if (!input.getText().equals(now)) {
                        value.accept(typed);
                    } else if (input.getPseudoClassStates().contains(ERROR)
                            && !why.getText().isEmpty()) {
                        tell(input, why, "");
                    }
                }
            }
        };
        input.setOnAction(event -> take.run());
        input.focusedProperty().addListener((observable, oldValue, newValue) -> {
            if (!newValue) {
                take.run();
            }
        });
        return input;
    }

    private static void tell(Node input, Label why, String text) {
        input.pseudoClassStateChanged(ERROR, !text.isEmpty());
        input.setAccessibleHelp(text);
        why.setText(text);
        why.setVisible(!text.isEmpty());
        why.setManaged(!text.isEmpty());
    }

    /** A length of time that is always there. */
    void time(Field field, java.time.Duration now, Consumer<java.time.Duration> value) {
        entry(field, Durations.write(now), read()::time, value);
    }

    /** A length of time, or none. */
    void timeOrNone(Field field, Optional<java.time.Duration> now, Consumer<Optional<java.time.Duration>> value) {
        entry(field, now.map(Durations::write).orElse(""), FieldReader.orNone(read()::time), value);
    }

    /** One of several values. */
    <T> DropDown<T> choice(Field field, Collection<T> all, T now, Function<T, String> word, Consumer<T> value) {
        DropDown<T> choice = new DropDown<>(all);
        choice.setConverter(Words.of(word));
        choice.setValue(now);
        choice.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null && !newValue.equals(oldValue)) {
                value.accept(newValue);
            }
        });
        lists.add(choice);
        line(field, choice);
        return choice;
    }

    /** A choice that adds what is chosen; it shows what it does. */
    void adder(String id, String key, List<String> all, Consumer<String> value) {
        DropDown<String> choice = new DropDown<>(all);
        choice.setId(id);
        choice.setPromptText(texts.get(key));
        choice.setAccessibleText(texts.get(key));
        HBox.setHgrow(choice, Priority.ALWAYS);
        choice.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                value.accept(newValue);
            }
        });
        lists.add(choice);
        nodes(choice);
    }

    void check(Field field, boolean now, Consumer<Boolean> value) {
        CheckBox box = new CheckBox(texts.get(field.key()));
        box.setId(field.id());
        box.setSelected(now);
        box.setDisable(readOnly);
        box.selectedProperty().addListener((observable, oldValue, newValue) -> value.accept(newValue));
        getChildren().add(box);
        faults(field.path());
    }

    /** What there is already, each with a button that removes it; faults of the list with that path below. */
    void removable(String id, Collection<String> all, String path, Consumer<Integer> remove) {
        int number = 0;
        for (String text : List.copyOf(all)) {
            int at = number++;
            Label label = new Label(text);
            label.setMinWidth(0);
            label.setTooltip(new Tooltip(text));
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox line = new HBox(
                    4,
                    label,
                    gap,
                    small(id + "-remove-" + at, "×", texts.get("recovery.remove.one", text), () -> remove.accept(at)));
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("plan-chip");
            getChildren().add(line);
        }
        faults(path);
    }

    /** A small button with a sign and what it does in words. */
    Button small(String id, String sign, String words, Runnable work) {
        Button button = new Button(sign);
        button.setId(id);
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setDisable(readOnly);
        button.setOnAction(event -> work.run());
        return button;
    }

    void nodes(Node... all) {
        HBox line = new HBox(4, all);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setDisable(readOnly);
        for (Node one : all) {
            if (one instanceof DropDown<?> list && !lists.contains(list)) {
                lists.add(list);
            }
        }
        getChildren().add(line);
    }

    /** Puts a field beside its label; returns what tells below it why its value is wrong. */
    private Label line(Field field, Region input) {
        Label label = new Label(texts.get(field.key()));
        label.setLabelFor(input);
        label.setMinWidth(LABEL);
        label.setPrefWidth(LABEL);
        label.setWrapText(true);
        input.setId(field.id());
        input.setAccessibleText(label.getText());
        input.setDisable(readOnly);
        input.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(input, Priority.ALWAYS);
        HBox line = new HBox(8, label, input);
        line.setAlignment(Pos.CENTER_LEFT);
        Label why = label("", "form-problem");
        why.setId(field.id() + "-problem");
        why.setPadding(new Insets(0, 0, 0, LABEL + 8));
        tell(input, why, String.join("\n", faults.take(field.path())));
        getChildren().addAll(line, why);
        return why;
    }
}
