package dev.muster.app.cluster;

import dev.muster.app.i18n.Texts;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A path that is typed, or chosen with the button beside it. */
final class PathField {
    private final TextField path = new TextField();
    private final HBox root;

    /**
     * An empty one.
     *
     * @param id what the ids of its parts begin with
     * @param label what it is, for screen readers
     * @param prompt a path as an example
     * @param choose opens the chooser of files
     */
    PathField(String id, String label, String prompt, Texts texts, Consumer<PathField> choose) {
        path.setId(id + "-path");
        path.setPromptText(prompt);
        path.setAccessibleText(label);
        HBox.setHgrow(path, Priority.ALWAYS);
        Button button = new Button(texts.get("cluster.import.choose"));
        button.setId(id + "-choose");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> choose.accept(this));
        this.root = new HBox(8, path, button);
    }

    HBox root() {
        return root;
    }

    StringProperty textProperty() {
        return path.textProperty();
    }
}
