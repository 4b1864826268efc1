package dev.muster.app.cluster;

import dev.muster.app.cluster.ClustersViewModel.Notice;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What was just done, and the way back. */
final class NoticeBar {
    private final Label text = new Label();
    private final Button undo = new Button();
    private final HBox root;

    NoticeBar(ClustersViewModel model, Texts texts) {
        text.setId("clusters-notice");
        text.setMinWidth(0);
        undo.setText(texts.get("cluster.undo"));
        undo.setId("clusters-undo");
        undo.setMinWidth(Region.USE_PREF_SIZE);
        undo.setTooltip(new Tooltip(texts.get("cluster.undo.hint")));
        undo.setOnAction(event -> model.undo());
        Button close = new Button();
        close.setGraphic(new IconNode(Icon.CLOSE));
        close.setId("clusters-notice-close");
        close.getStyleClass().add("flat");
        close.setAccessibleText(texts.get("cluster.notice.close"));
        close.setTooltip(new Tooltip(texts.get("cluster.notice.close")));
        close.setOnAction(event -> model.dismiss());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root = new HBox(8, text, gap, undo, close);
        root.setAlignment(Pos.CENTER_LEFT);
        root.getStyleClass().add("cluster-notice");
        model.noticeProperty().addListener((observable, oldValue, newValue) -> show(newValue));
        show(model.noticeProperty().get());
    }

    Node root() {
        return root;
    }

    private void show(Optional<Notice> notice) {
        root.setVisible(notice.isPresent());
        root.setManaged(notice.isPresent());
        text.setText(notice.map(Notice::text).orElse(""));
        boolean back = notice.flatMap(Notice::undo).isPresent();
        undo.setVisible(back);
        undo.setManaged(back);
    }
}
