package dev.muster.app.console;

import dev.muster.app.console.rfb.GuestLayout;
import dev.muster.app.console.rfb.KeySender;
import dev.muster.app.console.rfb.Stroke;
import dev.muster.app.console.screen.ScreenConsole;
import dev.muster.app.console.terminal.TextConsole;
import dev.muster.app.i18n.Texts;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;

/** What can be done with a console. */
public final class ConsoleBar {
    /** Where a console is, and where else it can go. */
    public interface Place {
        /** Goes to a window of its own, or back. */
        void detach();

        /** Takes all of the screen, or gives it back. */
        void fullScreen();

        /** Whether it is in a window of its own. */
        boolean isDetached();
    }

    private final ConsoleView view;
    private final ScreenConsole screen;
    private final Texts texts;
    private final Executor ui;
    private final Consumer<Problem> onProblem;
    private final ToggleButton picture;
    private final ToggleButton serial;
    private final List<Node> ofPicture = new ArrayList<>();
    private final List<Node> ofText = new ArrayList<>();
    private final HBox bar;

    ConsoleBar(
            ConsoleView view,
            TextConsole text,
            ScreenConsole screen,
            Texts texts,
            Executor ui,
            Consumer<Problem> onProblem,
            Place place) {
        this.view = view;
        this.screen = screen;
        this.texts = texts;
        this.ui = ui;
        this.onProblem = onProblem;
        ToggleGroup group = new ToggleGroup();
        picture = toggle(group, "vnc", ConsoleKind.GRAPHICS, "left-pill");
        serial = toggle(group, "text", ConsoleKind.TEXT, "right-pill");
        picture.setSelected(true);
        ToggleButton fit = new ToggleButton(texts.get("console.fit"));
        fit.setId("console-fit");
        fit.setSelected(true);
        fit.setMinWidth(Region.USE_PREF_SIZE);
        fit.selectedProperty().addListener((of, was, is) -> screen.setFitting(is));
        Button ctrlAltDel = button("cad", () -> press(KeySender.CONTROL, KeySender.ALT, KeySender.DELETE));
        ctrlAltDel.setText("Ctrl+Alt+Del");
        ofPicture.addAll(List.of(fit, ctrlAltDel, keysMenu(), button("type", this::type), button("shot", this::shot)));
        ofText.addAll(List.of(
                button("copy", text::copy),
                button("paste", text::paste),
                button("find", text::find),
                button("size", text::tellSize)));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button detach = button(place.isDetached() ? "attach" : "detach", place::detach);
        Button full = button("full", place::fullScreen);
        bar = new HBox(8, new HBox(picture, serial));
        bar.getChildren().addAll(ofPicture);
        bar.getChildren().addAll(ofText);
        bar.getChildren().addAll(gap, detach, full);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("console-bar");
        shows(ConsoleKind.GRAPHICS);
    }

    Node node() {
        return bar;
    }

    void focus() {
        (picture.isSelected() ? picture : serial).requestFocus();
    }

    /** Offers what goes with that console. */
    void shows(ConsoleKind kind) {
        (kind == ConsoleKind.TEXT ? serial : picture).setSelected(true);
        ofPicture.forEach(node -> offer(node, kind == ConsoleKind.GRAPHICS));
        ofText.forEach(node -> offer(node, kind == ConsoleKind.TEXT));
    }

    private static void offer(Node node, boolean offered) {
        node.setVisible(offered);
        node.setManaged(offered);
    }

    private ToggleButton toggle(ToggleGroup group, String name, ConsoleKind kind, String style) {
        ToggleButton button = new ToggleButton(texts.get("console." + name));
        button.setId("console-" + name);
        button.setToggleGroup(group);
        button.getStyleClass().add(style);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> view.show(kind));
        return button;
    }

    private Button button(String name, Runnable action) {
        Button button = new Button(name.equals("cad") ? "" : texts.get("console." + name));
        button.setId("console-" + name);
        button.getStyleClass().add("flat");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private MenuButton keysMenu() {
        MenuButton menu = new MenuButton(texts.get("console.keys"));
        menu.setId("console-keys");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        for (int i = 1; i <= 12; i++) {
            Stroke function = Stroke.of(0xffbe + i - 1, i <= 10 ? 0x3b + i - 1 : 0x57 + i - 11);
            menu.getItems().add(item("Ctrl+Alt+F" + i, () -> press(KeySender.CONTROL, KeySender.ALT, function)));
        }
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("F11", () -> press(Stroke.of(0xffc8, 0x57))),
                        item("Alt+Tab", () -> press(KeySender.ALT, Stroke.of(0xff09, 0x0f))),
                        item("Alt+F4", () -> press(KeySender.ALT, Stroke.of(0xffc1, 0x3e))),
                        item("Win", () -> press(KeySender.META)),
                        item("Ctrl+Alt", () -> press(KeySender.CONTROL, KeySender.ALT)),
                        item(
                                "Ctrl+Alt+Backspace",
                                () -> press(KeySender.CONTROL, KeySender.ALT, Stroke.of(0xff08, 0x0e))),
                        new SeparatorMenuItem());
        ToggleGroup layouts = new ToggleGroup();
        for (GuestLayout layout : GuestLayout.values()) {
            RadioMenuItem item = new RadioMenuItem(
                    texts.get(layout == GuestLayout.US ? "console.layout.us" : "console.layout.german"));
            item.setToggleGroup(layouts);
            item.setSelected(layout == GuestLayout.US);
            item.setOnAction(event -> screen.setLayout(layout));
            menu.getItems().add(item);
        }
        return menu;
    }

    private static MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(name);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void press(Stroke... keys) {
        screen.send(List.of(keys));
        view.focus();
    }

    /** Types what is on the clipboard, key by key: a display has no other way in. */
    private void type() {
        String clip = Clipboard.getSystemClipboard().getString();
        if (clip != null && !clip.isEmpty()) {
            screen.type(clip, lacking -> {
                if (lacking > 0) {
                    ui.execute(() -> onProblem.accept(Problem.of(
                            ErrorCode.USAGE_INVALID,
                            texts.get("console.type.lacking", lacking),
                            "",
                            texts.get("console.type.remedy"))));
                }
            });
            view.focus();
        }
    }

    private void shot() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("console.shot"));
        chooser.setInitialFileName(view.name() + ".png");
        File chosen = chooser.showSaveDialog(bar.getScene().getWindow());
        if (chosen != null) {
            save(chosen.toPath());
        }
    }

    private void save(Path file) {
        Thread.ofVirtual().name("muster-screenshot").start(() -> {
            try {
                screen.write(file);
            } catch (IOException e) {
                ui.execute(() -> onProblem.accept(Problem.of(
                                ErrorCode.USAGE_INVALID,
                                texts.get("console.shot.failed", file),
                                "",
                                texts.get("console.shot.remedy"))
                        .withDetails(e.toString())));
            }
        });
    }
}
