package dev.muster.app.cluster;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import java.io.File;
import javafx.scene.control.Label;
import javafx.stage.FileChooser;

/** Asks for the file that describes a cluster and says what is in it. */
final class ImportDialog {
    private final ConsoleContext context;
    private final Texts texts;
    private final ImportViewModel model;

    ImportDialog(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.model = new ImportViewModel(context.asks(), context.inventory(), texts);
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(600);
        PathField path = new PathField(
                "cluster-import", texts.get("cluster.import.path"), "/home/admin/shop.json", texts, this::choose);
        path.textProperty().bindBidirectional(model.pathProperty());
        form.add(texts.get("cluster.import.path"), "cluster-import-row", path.root());
        Label said = new Label();
        said.setId("cluster-import-said");
        said.setWrapText(true);
        said.setMinHeight(72);
        said.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        form.wide(said);
        Dialogs.Made made = context.dialogs()
                .make("cluster-import", texts.get("cluster.import.title"), texts.get("cluster.import.go"), form);
        made.go().getStyleClass().add("accent");
        Runnable show = () -> {
            ImportViewModel.State state = model.stateProperty().get();
            said.setText(state.text().isEmpty() ? texts.get("cluster.import.help") : state.text());
            said.getStyleClass()
                    .setAll(
                            "label",
                            state.wrong() ? "form-problem" : state.text().isEmpty() ? "text-muted" : "plain");
            made.go().setDisable(state.command().isEmpty());
        };
        model.stateProperty().addListener((observable, oldValue, newValue) -> show.run());
        show.run();
        made.open(() -> model.stateProperty()
                .get()
                .command()
                .ifPresent(command -> context.asks().submit(command, context.onJob(), context.onProblem())));
    }

    private void choose(PathField path) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("cluster.import.title"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("JSON", "*.json"));
        File chosen = chooser.showOpenDialog(path.root().getScene().getWindow());
        if (chosen != null) {
            path.textProperty().set(chosen.toString());
        }
    }
}
