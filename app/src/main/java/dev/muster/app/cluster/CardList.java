package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Identifier;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Orientation;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** VMs as cards, by name. Enter opens one, Ctrl or Alt with Left and Right gives it the function beside its own. */
final class CardList {
    /** A name's number counts as one: db-2 comes before db-10. */
    private static final Comparator<Card> ORDER = Comparator.comparing((Card card) -> stem(card.name()))
            .thenComparingInt(card -> card.name().length())
            .thenComparing(Card::name)
            .thenComparing(card -> card.id().text());

    private final LiveRows<Identifier, Card> rows = new LiveRows<>(Card::id);
    private final ListView<LiveRows.Row<Card>> list =
            new ListView<>(new SortedList<>(rows.rows(), (one, other) -> ORDER.compare(one.item(), other.item())));

    CardList(String id, String name, Texts texts, CardActions actions) {
        list.setId(id);
        list.setAccessibleText(name);
        list.getStyleClass().add("cluster-cards");
        list.setCellFactory(shown -> new CardCell(texts, shown.getOrientation() == Orientation.HORIZONTAL));
        list.setContextMenu(menu(actions));
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, actions));
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                chosen().ifPresent(actions::open);
            }
        });
    }

    private static String stem(String name) {
        return name.replaceAll("\\d+$", "");
    }

    ListView<LiveRows.Row<Card>> node() {
        return list;
    }

    void show(List<Card> cards) {
        rows.show(cards);
    }

    void whenEmpty(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("text-muted");
        label.setWrapText(true);
        list.setPlaceholder(label);
    }

    Optional<Card> chosen() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem()).map(LiveRows.Row::item);
    }

    /** Chooses that VM and gives it the keyboard, where it is here. */
    void focus(Identifier id) {
        list.getItems().stream()
                .filter(row -> row.item().id().equals(id))
                .findFirst()
                .ifPresent(row -> {
                    list.getSelectionModel().select(row);
                    list.scrollTo(row);
                    list.requestFocus();
                });
    }

    private ContextMenu menu(CardActions actions) {
        ContextMenu menu = new ContextMenu();
        Runnable fill =
                () -> menu.getItems().setAll(chosen().map(actions::items).orElse(List.of()));
        list.getSelectionModel().selectedItemProperty().addListener((observable, oldValue, newValue) -> fill.run());
        menu.setOnShowing(event -> fill.run());
        return menu;
    }

    private void pressed(KeyEvent event, CardActions actions) {
        Optional<Card> card = chosen();
        if (card.isEmpty()) {
            return;
        }
        boolean with = event.isControlDown() || event.isAltDown();
        if (with && (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT)) {
            actions.move(card.get(), event.getCode() == KeyCode.LEFT ? -1 : 1);
            event.consume();
        } else if (!with && event.getCode() == KeyCode.ENTER) {
            actions.open(card.get());
            event.consume();
        }
    }
}
