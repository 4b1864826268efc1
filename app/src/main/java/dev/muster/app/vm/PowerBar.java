package dev.muster.app.vm;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.PowerAction;
import java.util.EnumMap;
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
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** The power actions as a tool bar, a context menu and keys, over whatever VMs are chosen at that moment. */
public final class PowerBar {
    private static final Map<PowerAction, KeyCombination> KEYS = Map.of(
            PowerAction.START, key(KeyCode.S),
            PowerAction.SHUT_DOWN, key(KeyCode.D),
            PowerAction.REBOOT, key(KeyCode.R),
            PowerAction.SUSPEND, key(KeyCode.P),
            PowerAction.RESUME, key(KeyCode.U),
            PowerAction.FORCE_OFF, key(KeyCode.K));
    private static final List<PowerAction> ORDER = List.of(
            PowerAction.START,
            PowerAction.SHUT_DOWN,
            PowerAction.REBOOT,
            PowerAction.SUSPEND,
            PowerAction.RESUME,
            PowerAction.FORCE_OFF);
    private static final KeyCombination DELETE = new KeyCodeCombination(KeyCode.DELETE);

    private final VmActions actions;
    private final Texts texts;
    private final Supplier<List<Vm>> chosen;
    private final Map<PowerAction, Button> buttons = new EnumMap<>(PowerAction.class);
    private final Map<PowerAction, ButtonHint> hints = new EnumMap<>(PowerAction.class);
    private final Button delete = new Button();
    private final ButtonHint deleteHint = new ButtonHint(delete);
    private final HBox bar = new HBox(4);

    public PowerBar(VmActions actions, Texts texts, Supplier<List<Vm>> chosen) {
        this.actions = actions;
        this.texts = texts;
        this.chosen = chosen;
        for (PowerAction action : ORDER) {
            Button button = new Button();
            button.setGraphic(new IconNode(icon(action)));
            button.setAccessibleText(label(action));
            ButtonHint hint = new ButtonHint(button);
            buttons.put(action, button);
            hints.put(action, hint);
            button.setId("power-" + action.word());
            button.getStyleClass().add("flat");
            if (action.isDestructive()) {
                button.getStyleClass().add("danger");
            }
            button.setOnAction(event -> actions.power(action, chosen.get()));
            bar.getChildren().add(hint.holder());
        }
        bar.getStyleClass().add("power-bar");
        delete.setGraphic(new IconNode(Icon.DELETE));
        delete.setAccessibleText(texts.get("vm.action.delete"));
        delete.setId("vm-delete");
        delete.getStyleClass().addAll("flat", "danger");
        delete.setOnAction(event -> actions.delete(chosen.get()));
        bar.getChildren().add(deleteHint.holder());
        update();
    }

    /** The buttons. */
    public HBox bar() {
        return bar;
    }

    /** Looks again what can be offered. */
    public void update() {
        List<Vm> vms = chosen.get();
        for (PowerAction action : ORDER) {
            Optional<String> refusal = actions.refusal(action, vms);
            Button button = buttons.get(action);
            ButtonHint hint = hints.get(action);
            if (button != null && hint != null) {
                String label = label(action, vms);
                button.setDisable(refusal.isPresent());
                button.setAccessibleText(label);
                hint.say(refusal.map(why -> label + ": " + why), label + " (" + shown(action) + ")");
            }
        }
        Optional<String> refusal = actions.deleteRefusal(vms);
        delete.setDisable(refusal.isPresent());
        deleteHint.say(refusal, texts.get("vm.action.delete") + " (" + DELETE.getDisplayText() + ")");
    }

    /** Listens for the keys on a node and its children. */
    public void listenOn(Node node) {
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (DELETE.match(event)) {
                actions.delete(chosen.get());
                event.consume();
            }
            for (LifeActions.Action action : LifeActions.Action.values()) {
                if (action.keys().match(event)) {
                    actions.life().act(action, chosen.get());
                    event.consume();
                }
            }
            for (PowerAction action : ORDER) {
                KeyCombination key = KEYS.get(action);
                if (key != null && key.match(event)) {
                    actions.power(action, chosen.get());
                    event.consume();
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
        for (PowerAction action : ORDER) {
            if (action.isDestructive()) {
                life(menu, vms);
                menu.getItems().add(new SeparatorMenuItem());
            }
            MenuItem item = item(label(action, vms), actions.refusal(action, vms), () -> actions.power(action, vms));
            item.setId("menu-" + action.word());
            KeyCombination key = KEYS.get(action);
            if (key != null) {
                item.setAccelerator(key);
            }
            menu.getItems().add(item);
        }
        MenuItem item = item(texts.get("vm.action.delete"), actions.deleteRefusal(vms), () -> actions.delete(vms));
        item.setAccelerator(DELETE);
        menu.getItems().add(item);
        List<MenuItem> below = more.get();
        if (!below.isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
            menu.getItems().addAll(below);
        }
    }

    private void life(ContextMenu menu, List<Vm> vms) {
        menu.getItems().add(new SeparatorMenuItem());
        for (LifeActions.Action action : LifeActions.Action.values()) {
            LifeActions life = actions.life();
            MenuItem item = item(life.label(action), life.refusal(action, vms), () -> life.act(action, vms));
            item.setId("menu-" + action.word());
            item.setAccelerator(action.keys());
            menu.getItems().add(item);
        }
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

    /** Starting VMs whose memory is saved is called what it is. */
    private String label(PowerAction action, List<Vm> vms) {
        List<Vm> off = PowerRules.affected(action, vms);
        boolean saved =
                action == PowerAction.START && !off.isEmpty() && off.stream().allMatch(Vm::savedState);
        return saved ? texts.get("vm.action.start.saved") : label(action);
    }

    private String label(PowerAction action) {
        return texts.get("vm.action." + action.word());
    }

    /** The icon of an action. */
    public static Icon icon(PowerAction action) {
        return switch (action) {
            case START -> Icon.START;
            case SHUT_DOWN -> Icon.SHUT_DOWN;
            case REBOOT -> Icon.RETRY;
            case SUSPEND -> Icon.PAUSED;
            case RESUME -> Icon.RESUME;
            case FORCE_OFF -> Icon.FORCE_OFF;
        };
    }

    /** The keys of deleting. */
    public static String deleteKeys() {
        return DELETE.getDisplayText();
    }

    /** The actions in the order they are offered. */
    public static List<PowerAction> order() {
        return ORDER;
    }

    /** The keys of an action, as they are shown. */
    public static String shown(PowerAction action) {
        return Optional.ofNullable(KEYS.get(action))
                .map(KeyCombination::getDisplayText)
                .orElse("");
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);
    }
}
