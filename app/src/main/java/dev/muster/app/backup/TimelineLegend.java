package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;

/** What the shapes of the timeline mean, and how much its highest bar stands for. */
final class TimelineLegend {
    private final FlowPane root;

    TimelineLegend(String id, TimelineViewModel model, Texts texts) {
        Rectangle square = new Rectangle(11, 11);
        square.getStyleClass().add("timeline-full");
        Circle circle = new Circle(4.5);
        circle.getStyleClass().add("timeline-incremental");
        Rectangle needed = new Rectangle(11, 11);
        needed.getStyleClass().add("timeline-full");
        needed.pseudoClassStateChanged(PseudoClass.getPseudoClass("needed"), true);
        BackupWords words = new BackupWords(texts);
        Label most = new Label();
        most.getStyleClass().add("text-muted");
        most.textProperty()
                .bind(model.pictureProperty()
                        .map(picture -> texts.get("backup.legend.most", words.bytes(picture.most()))));
        root = new FlowPane(
                16,
                4,
                entry(square, texts.get("backup.kind.full")),
                entry(circle, texts.get("backup.kind.incremental")),
                entry(needed, texts.get("backup.legend.needed")),
                entry(boot(true), texts.get("backup.boot.good")),
                entry(boot(false), texts.get("backup.boot.bad")),
                most);
        root.setId(id);
        root.getStyleClass().add("backup-legend");
    }

    FlowPane root() {
        return root;
    }

    private static SVGPath boot(boolean good) {
        SVGPath path = new SVGPath();
        path.setContent(TimelineMark.booted(good));
        path.getStyleClass().add(good ? "timeline-booted" : "timeline-unbooted");
        return path;
    }

    private static Label entry(Shape shape, String word) {
        Label label = new Label(word, shape);
        label.setGraphicTextGap(6);
        label.getStyleClass().add("text-muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
