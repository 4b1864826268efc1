package dev.muster.app.vm;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppAction.Group;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.Vm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** The actions on VMs as a tool bar, a context menu and keys, over whatever VMs are chosen at that moment. */
public final class VmActionBar {
    private final List<AppAction> actions;
    private final Supplier<List<Vm>> chosen;
    private final Map<AppAction, Button> buttons = new LinkedHashMap<>();
    private final Map<AppAction, ButtonHint> hints = new LinkedHashMap<>();
    private final HBox bar = new HBox(4);

    /**
     * The bar.
     *
     * @param actions those of all features; what is not about VMs is left out
     */
    public VmActionBar(List<AppAction> actions, Supplier<List<Vm>> chosen) {
        this.actions = actions.stream()
                .filter(action -> action.about() == AppAction.About.VMS)
                .toList();
        this.chosen = chosen;
        bar.getStyleClass().add("power-bar");
        this.actions.stream().filter(AppAction::inBar).forEach(this::add);
        update();
    }

    private void add(AppAction action) {
        Button button = new Button();
        button.setGraphic(new IconNode(action.icon()));
        button.setId(action.id().replace('.', '-'));
        button.getStyleClass().add("flat");
        if (action.group() == Group.DESTRUCTIVE) {
            button.getStyleClass().add("danger");
        }
        button.setOnAction(event -> action.run(chosen.get()));
        ButtonHint hint = new ButtonHint(button);
        buttons.put(action, button);
        hints.put(action, hint);
        bar.getChildren().add(hint.holder());
    }

    /** The buttons. */
    public HBox bar() {
        return bar;
    }

    /** Looks again what can be offered. */
    public void update() {
        List<Vm> vms = chosen.get();
        buttons.forEach((action, button) -> {
            Optional<String> refusal = action.refusal().apply(vms);
            String label = action.label().apply(vms);
            button.setDisable(refusal.isPresent());
            button.setAccessibleText(label);
            ButtonHint hint = hints.get(action);
            if (hint != null) {
                String keys = action.shownKeys();
                hint.say(refusal.map(why -> label + ": " + why), keys.isEmpty() ? label : label + " (" + keys + ")");
            }
        });
    }

    /** Listens for the keys on a node and its children. */
    public void listenOn(Node node) {
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            for (AppAction action : actions) {
                if (action.keys().filter(keys -> keys.match(event)).isPresent()) {
                    action.run(chosen.get());
                    event.consume();
                    return;
                }
            }
        });
    }

    /**
     * A context menu, filled anew each time it opens; what cannot be offered stays, disabled, with the reason.
     *
     * @param more what stands below, made anew each time
     */
    public ContextMenu menu(Supplier<List<MenuItem>> more) {
        ContextMenu menu = new ContextMenu();
        menu.setOnShowing(event -> fill(menu, more));
        fill(menu, more);
        return menu;
    }

    private void fill(ContextMenu menu, Supplier<List<MenuItem>> more) {
        List<Vm> vms = chosen.get();
        menu.getItems().clear();
        for (Group group : Group.values()) {
            append(
                    menu,
                    actions.stream()
                            .filter(action -> action.group() == group)
                            .map(action -> item(action, vms))
                            .toList());
        }
        append(menu, more.get());
    }

    private static void append(ContextMenu menu, List<MenuItem> items) {
        if (!menu.getItems().isEmpty() && !items.isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().addAll(items);
    }

    private static MenuItem item(AppAction action, List<Vm> vms) {
        MenuItem item = item(action.label().apply(vms), action.refusal().apply(vms), () -> action.run(vms));
        item.setId("menu-" + action.word());
        action.keys().ifPresent(item::setAccelerator);
        return item;
    }

    private static MenuItem item(String text, Optional<String> refusal, Runnable work) {
        if (refusal.isPresent()) {
            // A disabled menu item shows no tooltip, so the reason hangs on a label that merely looks disabled.
            Label label = new Label(text);
            label.setOpacity(0.45);
            Tooltip.install(label, new Tooltip(refusal.get()));
            label.setAccessibleText(text + ". " + refusal.get());
            CustomMenuItem item = new CustomMenuItem(label, false);
            item.getStyleClass().add("refused");
            return item;
        }
        MenuItem item = new MenuItem(text);
        item.setOnAction(event -> work.run());
        return item;
    }
}
