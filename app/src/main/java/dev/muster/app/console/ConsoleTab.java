package dev.muster.app.console;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.Problem;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;

/** A VM's console in its page, or in a window of its own that stays when the page is left. */
public final class ConsoleTab {
    private static final double WIDTH = 1024;
    private static final double HEIGHT = 800;

    private final VmRow row;
    private final Asks asks;
    private final Texts texts;
    private final Consumer<Problem> onProblem;
    private final BorderPane root = new BorderPane();
    private Optional<ConsoleView> here = Optional.empty();
    private Optional<Stage> window = Optional.empty();
    private boolean active;

    /** Nothing is opened before it is looked at. */
    public ConsoleTab(VmRow row, Asks asks, Texts texts, Consumer<Problem> onProblem) {
        this.row = row;
        this.asks = asks;
        this.texts = texts;
        this.onProblem = onProblem;
        root.setId("console-tab");
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F11) {
                detach(true);
                event.consume();
            }
        });
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** The console in the page; empty while it is in a window of its own or nobody looked yet. */
    public Optional<ConsoleView> view() {
        return here;
    }

    /** Somebody looks at the tab. A console is open only as long as that, unless it has a window of its own. */
    public void setActive(boolean now) {
        active = now;
        if (!now) {
            here.ifPresent(ConsoleView::close);
            here = Optional.empty();
            root.setCenter(null);
        } else if (window.isEmpty()) {
            show(ConsoleKind.GRAPHICS);
        } else {
            root.setCenter(away());
        }
    }

    private void show(ConsoleKind kind) {
        ConsoleView view = new ConsoleView(row, asks, texts, onProblem, new ConsoleBar.Place() {
            @Override
            public void detach() {
                ConsoleTab.this.detach(false);
            }

            @Override
            public void fullScreen() {
                ConsoleTab.this.detach(true);
            }

            @Override
            public boolean isDetached() {
                return false;
            }
        });
        here = Optional.of(view);
        root.setCenter(view.root());
        view.show(kind);
        view.setLooking(true);
    }

    private void detach(boolean full) {
        ConsoleKind kind = here.map(ConsoleView::kind).orElse(ConsoleKind.GRAPHICS);
        here.ifPresent(ConsoleView::close);
        here = Optional.empty();
        Stage stage = new Stage();
        ConsoleView[] made = new ConsoleView[1];
        ConsoleView view = new ConsoleView(row, asks, texts, onProblem, new ConsoleBar.Place() {
            @Override
            public void detach() {
                stage.close();
            }

            @Override
            public void fullScreen() {
                fill(stage, made[0], !stage.isFullScreen());
            }

            @Override
            public boolean isDetached() {
                return true;
            }
        });
        made[0] = view;
        Scene scene = new Scene(view.root(), WIDTH, HEIGHT);
        scene.getStylesheets().add(ContentStyle.sheet());
        if (root.getScene() != null) {
            scene.getStylesheets().addAll(0, root.getScene().getStylesheets());
        }
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F11) {
                fill(stage, view, !stage.isFullScreen());
                event.consume();
            }
        });
        // Escape is the guest's
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreenExitHint(texts.get("console.full.hint"));
        stage.setTitle(texts.get("console.window", view.name()));
        stage.setScene(scene);
        stage.setOnHidden(event -> back(view));
        window = Optional.of(stage);
        root.setCenter(away());
        stage.show();
        view.show(kind);
        view.setLooking(true);
        if (full) {
            fill(stage, view, true);
        }
        view.focus();
    }

    private static void fill(Stage stage, ConsoleView view, boolean full) {
        view.setBare(full);
        stage.setFullScreen(full);
        view.focus();
    }

    private void back(ConsoleView view) {
        view.close();
        window = Optional.empty();
        if (active) {
            show(view.kind());
        }
    }

    private Parent away() {
        return new EmptyState(
                "console-away",
                texts.get("console.away"),
                texts.get("console.away.text"),
                texts.get("console.attach"),
                () -> window.ifPresent(Stage::close));
    }
}
