package dev.muster.app.shell;

import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The window over sample data, with the one who works with it. */
final class SampleWindow implements AutoCloseable {
    private final RecordingBridge bridge = new RecordingBridge();
    private final Settings settings;
    private final FxThread ui = new FxThread();
    private final Operator operator = new Operator();
    private final AtomicReference<Optional<MainWindow>> window = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<BridgeSession>> session = new AtomicReference<>(Optional.empty());

    private SampleWindow(Settings settings) {
        this.settings = settings;
    }

    static SampleWindow open() throws InterruptedException {
        return open(new Settings(Optional.empty()));
    }

    /** Opens it as these settings say. */
    static SampleWindow open(Settings settings) throws InterruptedException {
        Operator.sitDown();
        SampleWindow made = new SampleWindow(settings);
        Operator.fx(() -> {
            made.show();
            return true;
        });
        made.operator.see(
                "all VMs",
                () -> Operator.shows("#vm-table")
                        && Operator.words("#vm-footer").startsWith("48"));
        return made;
    }

    private void show() {
        Themes themes = new Themes(Optional.of(Theme.LIGHT), theme -> {});
        MainWindow made =
                new MainWindow(new Stage(), new Texts(Locale.ENGLISH), themes, settings, (address, code) -> {});
        window.set(Optional.of(made));
        made.show();
        BridgeSession opened = new BridgeSession(bridge, ui);
        session.set(Optional.of(opened));
        made.opened(opened);
        opened.start(() -> {}, made::toast);
    }

    /** Goes to another bridge, as the dialog of bridges does. */
    void changeBridge() {
        changeBridge(new RecordingBridge());
    }

    /** Goes to that bridge. */
    void changeBridge(RecordingBridge other) {
        session().close();
        Operator.fx(() -> {
            BridgeSession opened = new BridgeSession(other, ui);
            session.set(Optional.of(opened));
            window().opening();
            window().opened(opened);
            opened.start(() -> {}, window()::toast);
            return true;
        });
    }

    Operator operator() {
        return operator;
    }

    RecordingBridge bridge() {
        return bridge;
    }

    MainWindow window() {
        return window.get().orElseThrow();
    }

    BridgeSession session() {
        return session.get().orElseThrow();
    }

    void go(Place place) {
        Operator.fx(() -> {
            window().centre().orElseThrow().navigation().go(place);
            return true;
        });
    }

    /** Returns the id of what has the focus in the window in front. Only on the window's thread. */
    static String focus() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .map(window -> Optional.ofNullable(window.getScene().getFocusOwner()))
                .flatMap(Optional::stream)
                .map(Node::getId)
                .map(Optional::ofNullable)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        Operator.getUp();
        ui.close();
        settings.close();
    }
}
