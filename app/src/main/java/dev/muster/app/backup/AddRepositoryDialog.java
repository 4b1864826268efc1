package dev.muster.app.backup;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Adds a repository. It stays open until the repository is there, so that what is wrong is said beside the fields. */
final class AddRepositoryDialog {
    private final ConsoleContext context;
    private final Texts texts;
    private final AddRepositoryViewModel model;

    AddRepositoryDialog(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.model = new AddRepositoryViewModel(context.asks(), context.jobs(), texts, context.onJob());
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(560);
        TextField name = form.field(texts.get("backup.column.name"), "repository-name", model.nameProperty());
        name.setPromptText("nightly");
        TextField path = form.field(texts.get("backup.column.path"), "repository-path", model.pathProperty());
        path.setPromptText("/srv/backups");
        Label said = new Label();
        said.setId("repository-said");
        said.setWrapText(true);
        said.setMinHeight(72);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        Dialogs.Made made = context.dialogs()
                .make("repository-add", texts.get("backup.add.title"), texts.get("backup.add.go"), form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.add();
        });
        Runnable show = () -> {
            AddRepositoryViewModel.State state = model.stateProperty().get();
            boolean busy = state instanceof AddRepositoryViewModel.State.Adding;
            name.setDisable(busy);
            path.setDisable(busy);
            made.go().setDisable(!state.canAdd());
            said.setText(words(state));
            said.getStyleClass().setAll("label", state.isWrong() ? "form-problem" : "text-muted");
            if (state instanceof AddRepositoryViewModel.State.Refused) {
                path.requestFocus();
            }
            if (state instanceof AddRepositoryViewModel.State.Added) {
                made.dialog().close();
            }
        };
        model.stateProperty().addListener((observable, oldValue, newValue) -> show.run());
        show.run();
        made.dialog().setOnHidden(event -> model.close());
        made.dialog().show();
    }

    private String words(AddRepositoryViewModel.State state) {
        return switch (state) {
            case AddRepositoryViewModel.State.Editing editing ->
                editing.wrong().isEmpty() ? texts.get("backup.add.help") : editing.wrong();
            case AddRepositoryViewModel.State.Adding _ -> texts.get("backup.add.adding");
            case AddRepositoryViewModel.State.Refused refused ->
                texts.say(refused.problem()) + " (" + refused.problem().code().id() + ")";
            case AddRepositoryViewModel.State.Added _ -> "";
        };
    }
}
