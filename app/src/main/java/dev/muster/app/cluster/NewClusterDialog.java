package dev.muster.app.cluster;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ClusterSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Describes a cluster whose functions boot one kernel; its plan comes next. Anything else is described in a file. */
final class NewClusterDialog {
    private final ConsoleContext context;
    private final Texts texts;
    private final NewClusterViewModel model;
    private final GridPane functions = new GridPane();

    NewClusterDialog(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.model = new NewClusterViewModel(context.inventory().image(), texts);
    }

    /** @param describe takes the description */
    void open(Consumer<ClusterSpec> describe) {
        Form form = new Form();
        form.setPrefWidth(640);
        form.field(texts.get("cluster.column.name"), "cluster-new-name", model.nameProperty())
                .setPromptText("shop");
        DropDown<String> network =
                form.add(texts.get("cluster.new.network"), "cluster-new-network", new DropDown<>(model.networks()));
        network.valueProperty().bindBidirectional(model.networkProperty());
        DropDown<Optional<ArtifactId>> kernel =
                form.add(texts.get("cluster.new.kernel"), "cluster-new-kernel", artifacts(ArtifactKind.KERNEL, false));
        kernel.valueProperty().bindBidirectional(model.kernelProperty());
        DropDown<Optional<ArtifactId>> initrd =
                form.add(texts.get("cluster.new.initrd"), "cluster-new-initrd", artifacts(ArtifactKind.INITRD, true));
        initrd.valueProperty().bindBidirectional(model.initrdProperty());
        form.field(texts.get("cluster.new.line"), "cluster-new-line", model.commandLineProperty());
        form.wide(functions());
        Label said = new Label();
        said.setId("cluster-new-said");
        said.setWrapText(true);
        said.setMinHeight(54);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        Dialogs.Made made = context.dialogs()
                .make("cluster-new", texts.get("cluster.new.title"), texts.get("cluster.new.go"), form);
        made.go().getStyleClass().add("accent");
        Runnable show = () -> {
            NewClusterViewModel.State state = model.stateProperty().get();
            said.setText(state.text().isEmpty() ? texts.get("cluster.new.help") : state.text());
            said.getStyleClass().setAll("label", state.text().isEmpty() ? "text-muted" : "form-problem");
            made.go().setDisable(state.spec().isEmpty());
        };
        model.stateProperty().addListener((observable, oldValue, newValue) -> show.run());
        show.run();
        model.rows().addListener((ListChangeListener<NewClusterViewModel.Row>) change -> {
            fill();
            made.fit().run();
        });
        made.open(() -> model.stateProperty().get().spec().ifPresent(describe));
    }

    private DropDown<Optional<ArtifactId>> artifacts(ArtifactKind kind, boolean orNone) {
        DropDown<Optional<ArtifactId>> choice = new DropDown<>(Stream.concat(
                        orNone ? Stream.of(Optional.<ArtifactId>empty()) : Stream.empty(),
                        model.artifacts(kind).stream().map(Optional::of))
                .toList());
        choice.setConverter(Words.of(
                one -> one.map(ArtifactId::text).orElseGet(() -> orNone ? texts.get("cluster.new.noinitrd") : "")));
        return choice;
    }

    private GridPane functions() {
        functions.setId("cluster-new-functions");
        functions.setHgap(8);
        functions.setVgap(4);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        ColumnConstraints number = new ColumnConstraints(88);
        functions.getColumnConstraints().addAll(wide, number, number, new ColumnConstraints(120));
        fill();
        return functions;
    }

    private void fill() {
        functions.getChildren().clear();
        List<String> heads = List.of("function", "count", "vcpus", "memory");
        for (int column = 0; column < heads.size(); column++) {
            Label head = new Label(texts.get("cluster.new." + heads.get(column)));
            head.getStyleClass().add("text-muted");
            functions.add(head, column, 0);
        }
        for (int i = 0; i < model.rows().size(); i++) {
            NewClusterViewModel.Row row = model.rows().get(i);
            String id = "cluster-new-" + (i + 1);
            functions.add(field(id + "-name", "function", row.nameProperty()), 0, i + 1);
            functions.add(field(id + "-count", "count", row.countProperty()), 1, i + 1);
            functions.add(field(id + "-vcpus", "vcpus", row.vcpusProperty()), 2, i + 1);
            functions.add(field(id + "-memory", "memory", row.memoryProperty()), 3, i + 1);
            Button remove = new Button(texts.get("cluster.new.remove"));
            remove.setId(id + "-remove");
            remove.getStyleClass().add("flat");
            remove.setMinWidth(Region.USE_PREF_SIZE);
            remove.setDisable(model.rows().size() == 1);
            remove.setOnAction(event -> model.remove(row));
            functions.add(remove, 4, i + 1);
        }
        Button add = new Button(texts.get("cluster.new.add"));
        add.setId("cluster-new-add");
        add.setOnAction(event -> model.add(""));
        functions.add(add, 0, model.rows().size() + 1);
    }

    private TextField field(String id, String label, StringProperty value) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(texts.get("cluster.new." + label));
        field.textProperty().bindBidirectional(value);
        return field;
    }
}
