package dev.muster.app.shell;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The notices over the lower right corner of the window: nothing below them moves when one comes or goes. */
final class NoticesView extends VBox {
    private static final double WIDTH = 520;

    private final NoticesViewModel model;
    private final Texts texts;

    NoticesView(NoticesViewModel model, Texts texts) {
        super(8);
        this.model = model;
        this.texts = texts;
        setId("notices");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        setPickOnBounds(false);
        StackPane.setAlignment(this, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(this, new Insets(16));
        model.notices().addListener((InvalidationListener) observable -> fill());
    }

    private void fill() {
        getChildren().setAll(model.notices().stream().map(this::line).toList());
    }

    private HBox line(NoticesViewModel.Notice notice) {
        ProblemBox box = new ProblemBox(notice.problem(), texts);
        HBox.setHgrow(box, Priority.ALWAYS);
        Button close = new Button();
        close.setGraphic(new IconNode(Icon.CLOSE));
        close.setAccessibleText(texts.get("dialog.close"));
        close.setTooltip(new Tooltip(texts.get("dialog.close")));
        close.getStyleClass().addAll("flat", "close-problem");
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(event -> model.close(notice));
        HBox line = new HBox(8, box, close);
        line.getStyleClass().add("toast");
        return line;
    }
}
