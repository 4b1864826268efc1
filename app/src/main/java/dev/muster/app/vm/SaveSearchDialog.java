package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.SavedSearches.Saved;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Gives a search a name, or changes one that has. */
public final class SaveSearchDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final SavedSearches searches;

    public SaveSearchDialog(Dialogs dialogs, Texts texts, SavedSearches searches) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.searches = searches;
    }

    /**
     * Asks and keeps.
     *
     * @param search what is searched for
     * @param changed the one that is changed; empty for a new one
     * @param onSaved hears of it
     */
    public void open(String search, Optional<Saved> changed, Consumer<Saved> onSaved) {
        TextField name = field(
                "save-search-name",
                "table.search.name",
                changed.map(Saved::name).orElse(""));
        TextField words = field("save-search-words", "table.search.words", search);
        Label note = new Label(texts.get("table.search.language"));
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.getStyleClass().add("caption");
        VBox content =
                new VBox(8, label("table.search.name", name), name, label("table.search.words", words), words, note);
        content.setPadding(new Insets(16));
        content.setPrefWidth(460);
        Dialogs.Made made =
                dialogs.make("save-search", texts.get("table.search.save"), texts.get("table.search.go"), content);
        Runnable check = () -> {
            made.go().setDisable(name.getText().isBlank() || words.getText().isBlank());
            boolean replaces = searches.named(name.getText())
                    .filter(each -> !Optional.of(each).equals(changed))
                    .isPresent();
            note.setText(texts.get(replaces ? "table.search.replaces" : "table.search.language"));
        };
        name.textProperty().addListener((of, was, is) -> check.run());
        words.textProperty().addListener((of, was, is) -> check.run());
        check.run();
        made.dialog().setOnShown(event -> name.requestFocus());
        made.open(() -> {
            Saved saved = new Saved(name.getText(), words.getText());
            changed.filter(before -> !before.name().equalsIgnoreCase(saved.name()))
                    .ifPresent(searches::remove);
            searches.put(saved);
            onSaved.accept(saved);
        });
    }

    private TextField field(String id, String name, String value) {
        TextField field = new TextField(value);
        field.setId(id);
        field.setAccessibleText(texts.get(name));
        return field;
    }

    private Label label(String key, TextField field) {
        Label label = new Label(texts.get(key));
        label.setLabelFor(field);
        return label;
    }
}
