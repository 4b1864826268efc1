package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

/** What a VM says on its serial line, read again every second while it is visible. */
final class SerialView {
    private final SerialViewModel model;
    private final TextArea text = new TextArea();
    private final CheckBox follow;
    private final BorderPane root = new BorderPane();
    private final Timeline clock;

    SerialView(SerialViewModel model, Texts texts) {
        this.model = model;
        this.clock = new Timeline(new KeyFrame(Duration.seconds(1), event -> model.refresh()));
        clock.setCycleCount(Animation.INDEFINITE);
        follow = new CheckBox(texts.get("serial.follow"));
        follow.setId("serial-follow");
        follow.setSelected(true);
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.textProperty()
                .bind(model.problemProperty()
                        .map(why -> why.map(each -> texts.say(each.what())).orElse("")));
        HBox bar = new HBox(12, follow, problem);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setPadding(new Insets(8, 16, 8, 16));
        text.setId("serial-text");
        text.setEditable(false);
        text.getStyleClass().add("mono");
        text.setAccessibleText(texts.get("vm.tab.serial"));
        text.setPromptText(texts.get("serial.silent"));
        root.setTop(bar);
        root.setCenter(text);
        model.textProperty().addListener((of, was, is) -> show(is));
    }

    Parent root() {
        return root;
    }

    void setActive(boolean active) {
        if (active) {
            model.refresh();
            clock.play();
        } else {
            clock.stop();
        }
    }

    private void show(String all) {
        if (all.startsWith(text.getText())) {
            double scrolled = text.getScrollTop();
            text.appendText(all.substring(text.getLength()));
            if (!follow.isSelected()) {
                text.setScrollTop(scrolled);
            }
        } else {
            text.setText(all);
            if (follow.isSelected()) {
                text.end();
            }
        }
    }
}
