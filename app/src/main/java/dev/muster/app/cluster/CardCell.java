package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.ListCell;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;

/** A VM that can be dragged; the dragboard carries its identifier, since places change. */
final class CardCell extends ListCell<LiveRows.Row<Card>> {
    private static final double WIDTH = 280;
    private static final double GAP = 8;

    private final CardNode node;
    private final ChangeListener<Card> onCard = (observable, oldValue, newValue) -> fill(newValue);
    private Optional<LiveRows.Row<Card>> followed = Optional.empty();

    /** A cell as wide as its list; side by side with others of one width where {@code beside}. */
    CardCell(Texts texts, boolean beside) {
        node = new CardNode(texts);
        node.prefWidthProperty().bind(widthProperty().subtract(beside ? GAP : 0));
        node.maxWidthProperty().bind(widthProperty().subtract(beside ? GAP : 0));
        setPrefWidth(beside ? WIDTH : 0);
        getStyleClass().add("cluster-cell");
        setOnDragDetected(event -> {
            if (!isEmpty()) {
                Dragboard board = startDragAndDrop(TransferMode.MOVE);
                ClipboardContent content = new ClipboardContent();
                content.putString(getItem().item().id().text());
                board.setContent(content);
                board.setDragView(node.snapshot(null, null));
                event.consume();
            }
        });
    }

    @Override
    protected void updateItem(LiveRows.@Nullable Row<Card> row, boolean empty) {
        super.updateItem(row, empty);
        followed.ifPresent(before -> before.itemProperty().removeListener(onCard));
        setText(null);
        if (empty || row == null) {
            followed = Optional.empty();
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        followed = Optional.of(row);
        row.itemProperty().addListener(onCard);
        fill(row.item());
        setGraphic(node);
    }

    private void fill(Card card) {
        node.show(card);
        setAccessibleText(node.words());
    }
}
