package dev.muster.app.cluster;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.ArtifactKind;
import java.io.File;
import java.util.List;
import javafx.scene.control.Label;
import javafx.stage.FileChooser;

/** Asks for the file that is to become an artifact, and what it is to be called. */
final class UploadDialog {
    private final ConsoleContext context;
    private final Texts texts;
    private final ArtifactUploads uploads;
    private final UploadViewModel model;

    UploadDialog(ConsoleContext context, ArtifactUploads uploads) {
        this.context = context;
        this.texts = context.texts();
        this.uploads = uploads;
        this.model = new UploadViewModel(context.asks(), context.inventory(), texts);
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(600);
        PathField path = new PathField(
                "artifact-upload", texts.get("cluster.artifact.upload.path"), "/boot/vmlinuz", texts, this::choose);
        path.textProperty().bindBidirectional(model.pathProperty());
        form.add(texts.get("cluster.artifact.upload.path"), "artifact-upload-row", path.root());
        form.field(texts.get("cluster.artifact.column.name"), "artifact-upload-name", model.nameProperty())
                .setPromptText("debian-13/vmlinuz");
        DropDown<ArtifactKind> kind = form.add(
                texts.get("cluster.artifact.column.kind"),
                "artifact-upload-kind",
                new DropDown<>(List.of(ArtifactKind.values())));
        kind.setConverter(Words.of(one -> ClusterWords.kind(one, texts)));
        kind.valueProperty().bindBidirectional(model.kindProperty());
        Label said = new Label();
        said.setId("artifact-upload-said");
        said.setWrapText(true);
        said.setMinHeight(54);
        said.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        form.wide(said);
        Dialogs.Made made = context.dialogs()
                .make(
                        "artifact-upload",
                        texts.get("cluster.artifact.upload.title"),
                        texts.get("cluster.artifact.upload.go"),
                        form);
        made.go().getStyleClass().add("accent");
        Runnable show = () -> {
            UploadViewModel.State state = model.stateProperty().get();
            said.setText(state.text().isEmpty() ? texts.get("cluster.artifact.upload.help") : state.text());
            said.getStyleClass()
                    .setAll(
                            "label",
                            state.wrong() ? "form-problem" : state.text().isEmpty() ? "text-muted" : "plain");
            made.go().setDisable(state.id().isEmpty());
        };
        model.stateProperty().addListener((observable, oldValue, newValue) -> show.run());
        show.run();
        made.open(() -> {
            UploadViewModel.State state = model.stateProperty().get();
            state.id()
                    .ifPresent(id -> state.file()
                            .ifPresent(
                                    file -> uploads.put(id, model.kindProperty().get(), file)));
        });
    }

    private void choose(PathField path) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("cluster.artifact.upload.title"));
        File chosen = chooser.showOpenDialog(path.root().getScene().getWindow());
        if (chosen != null) {
            path.textProperty().set(chosen.toString());
        }
    }
}
