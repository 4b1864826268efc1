package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** What can be done with a card, by menu, keys and mouse. */
final class CardActions {
    private final ConsoleContext context;
    private final ClustersViewModel model;
    private final Texts texts;
    private Optional<Card> moved = Optional.empty();

    CardActions(ConsoleContext context, ClustersViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
    }

    /** The VM that was moved by keyboard, once it has its other function; told once. */
    Optional<Identifier> arrived(ClusterBoard board) {
        Optional<Identifier> there = moved.filter(card -> board.card(card.id())
                        .filter(now -> !now.function().equals(card.function()))
                        .isPresent())
                .map(Card::id);
        if (there.isPresent()) {
            moved = Optional.empty();
        }
        return there;
    }

    /** Opens the page of the VM, where there is one. */
    void open(Card card) {
        vm(card).ifPresent(vm -> context.navigation().go(new Place.OneVm(vm)));
    }

    /** Gives it the function beside its own. */
    void move(Card card, int by) {
        if (model.move(card, by)) {
            moved = Optional.of(card);
        }
    }

    /** The entries of its menu. */
    List<MenuItem> items(Card card) {
        List<MenuItem> items = new ArrayList<>();
        Optional<String> noPage =
                vm(card).isPresent() ? Optional.empty() : Optional.of(texts.get("cluster.refused.nopage"));
        items.add(item("cluster-menu-open", texts.get("cluster.open"), noPage, () -> open(card)));
        items.add(item(
                "cluster-menu-trail",
                texts.get("cluster.trail.open"),
                noPage,
                () -> vm(card).ifPresent(vm -> context.openTab().accept(vm, BootTab.ID))));
        items.add(new SeparatorMenuItem());
        model.boardProperty()
                .get()
                .ifPresent(board -> board.lanes().forEach(lane -> {
                    String function = lane.name();
                    items.add(item(
                            "cluster-menu-give-" + function,
                            texts.get("cluster.give", function),
                            model.assignRefusal(card, function),
                            () -> model.assign(card, function)));
                }));
        CheckMenuItem once = new CheckMenuItem(texts.get("cluster.once.choice"));
        once.setId("cluster-menu-once");
        once.setSelected(model.onceProperty().get());
        once.setOnAction(event -> model.onceProperty().set(once.isSelected()));
        items.add(once);
        items.add(new SeparatorMenuItem());
        Optional<String> none = model.refusal()
                .or(() -> card.function().isEmpty()
                        ? Optional.of(texts.get("cluster.refused.nofunction"))
                        : Optional.empty());
        items.add(item("cluster-menu-replace", texts.get("cluster.replace"), none, () -> replace(card)));
        items.add(item("cluster-menu-revoke", texts.get("cluster.revoke"), none, () -> model.revoke(card)));
        return items;
    }

    private void replace(Card card) {
        Confirmation confirmation = new Confirmation(
                texts.get("cluster.replace.title", card.name()),
                texts.get("cluster.replace.meaning"),
                List.of(card.name()),
                card.name(),
                texts.get("cluster.replace.go"));
        new ConfirmDialog(context.dialogs(), texts).ask(confirmation, () -> model.replace(card));
    }

    private static Optional<VmId> vm(Card card) {
        return card.vm().map(Vm::id);
    }

    private static MenuItem item(String id, String text, Optional<String> refusal, Runnable work) {
        if (refusal.isPresent()) {
            // A disabled menu item shows no tooltip, so the reason hangs on a label that merely looks disabled.
            Label label = new Label(text);
            label.setOpacity(0.45);
            label.setAccessibleText(text + ": " + refusal.get());
            Tooltip.install(label, new Tooltip(refusal.get()));
            CustomMenuItem off = new CustomMenuItem(label, false);
            off.setId(id);
            off.getStyleClass().add("cluster-refused");
            return off;
        }
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(event -> work.run());
        return item;
    }
}
