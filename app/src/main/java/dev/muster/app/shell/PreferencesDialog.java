package dev.muster.app.shell;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.app.settings.Preferences;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** What the user prefers. The theme is shown while one chooses; cancelling puts it back. */
final class PreferencesDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final Themes themes;
    private final Preferences preferences;

    PreferencesDialog(Dialogs dialogs, Texts texts, Themes themes, Preferences preferences) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.themes = themes;
        this.preferences = preferences;
    }

    void open() {
        Optional<Theme> before = themes.chosen();
        ComboBox<Optional<Theme>> theme = choice(
                List.of(Theme.values()),
                before,
                value -> texts.get("theme." + value.word()),
                texts.get("theme.system"));
        theme.valueProperty().addListener((of, was, is) -> themes.choose(is));
        ComboBox<Optional<Locale>> language = choice(
                Preferences.LANGUAGES,
                preferences.language(),
                value -> value.getDisplayLanguage(value),
                texts.get("preferences.language.system"));
        ComboBox<Optional<Integer>> size = choice(
                Preferences.SIZES, preferences.size(), value -> value + " %", texts.get("preferences.size.system"));
        CheckBox goesOn = new CheckBox(texts.get("preferences.bridge.last"));
        goesOn.setSelected(preferences.goesOn());
        Form form = new Form();
        form.add(texts.get("preferences.theme"), "preferences-theme", theme);
        form.add(texts.get("preferences.language"), "preferences-language", language);
        form.add(texts.get("preferences.size"), "preferences-size", size);
        form.add(texts.get("preferences.bridge"), "preferences-bridge", goesOn);
        Label note = new Label(texts.get("preferences.later"));
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.getStyleClass().add("caption");
        form.wide(note);
        form.setPrefWidth(480);
        Dialogs.Made made =
                dialogs.make("preferences", texts.get("preferences.title"), texts.get("preferences.go"), form);
        made.dialog().setOnShown(event -> theme.requestFocus());
        made.dialog().setOnHidden(event -> {
            boolean kept = Optional.ofNullable(made.dialog().getResult())
                    .filter(result -> result.getButtonData().isDefaultButton())
                    .isPresent();
            if (kept) {
                preferences.language(language.getValue());
                preferences.size(size.getValue());
                preferences.goesOn(goesOn.isSelected());
            } else {
                themes.choose(before);
            }
        });
        made.dialog().show();
    }

    private static <T> ComboBox<Optional<T>> choice(
            List<T> all, Optional<T> chosen, Function<T, String> name, String none) {
        List<Optional<T>> items = new ArrayList<>(List.of(Optional.empty()));
        all.forEach(each -> items.add(Optional.of(each)));
        ComboBox<Optional<T>> box = new DropDown<>(items);
        box.setConverter(Words.of(value -> value.map(name).orElse(none)));
        box.setValue(chosen);
        return box;
    }
}
