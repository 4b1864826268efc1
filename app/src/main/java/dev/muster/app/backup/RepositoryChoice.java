package dev.muster.app.backup;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;

/** Asks which repository; where there is only one, it is that one. */
final class RepositoryChoice {
    private final Dialogs dialogs;
    private final Texts texts;

    RepositoryChoice(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /**
     * Asks.
     *
     * @param what what is backed up, in words
     * @param usual the one that is proposed, where it is among them
     */
    void ask(
            String what, List<RepositoryId> repositories, Optional<RepositoryId> usual, Consumer<RepositoryId> chosen) {
        if (repositories.size() == 1) {
            chosen.accept(repositories.getFirst());
            return;
        }
        Form form = new Form();
        form.setPrefWidth(480);
        DropDown<RepositoryId> choice =
                form.add(texts.get("backup.fact.repository"), "backup-run-repository", new DropDown<>(repositories));
        choice.setConverter(Words.of(RepositoryId::text));
        choice.getSelectionModel().selectFirst();
        usual.filter(repositories::contains).ifPresent(choice::setValue);
        Label meaning = new Label(texts.get("backup.run.meaning"));
        meaning.getStyleClass().add("text-muted");
        meaning.setWrapText(true);
        meaning.setMinHeight(36);
        form.wide(meaning);
        Dialogs.Made made = dialogs.make("backup-run", what, texts.get("backup.run"), form);
        made.go().getStyleClass().add("accent");
        made.open(() -> chosen.accept(choice.getValue()));
    }
}
