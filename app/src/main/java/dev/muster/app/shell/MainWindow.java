package dev.muster.app.shell;

import dev.muster.app.action.Palette;
import dev.muster.app.alert.AlertFeature;
import dev.muster.app.alert.AlertsViewModel;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.feature.AppAction;
import dev.muster.app.host.BridgeDialog;
import dev.muster.app.host.HostFeature;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.navigation.Place;
import dev.muster.app.settings.Preferences;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.theme.Themes;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.error.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The window: shown at once, filled when the bridge was opened. */
public final class MainWindow {
    private static final double FIRST_WIDTH = 1280;
    private static final double FIRST_HEIGHT = 800;
    /** What a window manager draws around a window, about. */
    private static final double FRAME = 40;

    private static final double JOBS_AT = 0.74;
    private static final double TREE_AT = 0.17;

    private final Stage stage;
    private final Texts texts;
    private final Themes themes;
    private final Settings settings;
    private final SavedSearches searches;
    private final BiConsumer<String, String> onBridge;
    private final Dialogs dialogs;
    private final BorderPane root = new BorderPane();
    private final HBox header = new HBox();
    private final NoticesViewModel notices = new NoticesViewModel();
    private final Scene scene;
    private final Palette palette;
    private final ClosingQuestion closing;
    private Optional<Centre> centre = Optional.empty();
    private Optional<PaletteEntries> entries = Optional.empty();

    /**
     * The window, not yet shown.
     *
     * @param onBridge goes to the bridge of an address, pairing with a code where that is not empty
     */
    public MainWindow(Stage stage, Texts texts, Themes themes, Settings settings, BiConsumer<String, String> onBridge) {
        this.stage = stage;
        this.texts = texts;
        this.themes = themes;
        this.settings = settings;
        this.searches = new SavedSearches(settings);
        this.onBridge = onBridge;
        this.dialogs = new Dialogs(stage, texts);
        this.palette = new Palette(stage, texts);
        this.closing = new ClosingQuestion(stage, dialogs, texts);
        this.scene = new Scene(
                new StackPane(root, new NoticesView(notices, texts)),
                settings.number("window.width", FIRST_WIDTH),
                settings.number("window.height", FIRST_HEIGHT));
        scene.getStylesheets().add(ContentStyle.sheet());
        scene.getStylesheets().addAll(Themes.sheets());
        header.getStyleClass().add("window-header");
        stage.setTitle("Muster");
        stage.setMinWidth(960);
        stage.setMinHeight(600);
        stage.setMaximized(
                settings.get("window.maximized").map(Boolean::parseBoolean).orElseGet(MainWindow::fillsScreen));
        stage.setScene(scene);
        keepSize();
        opening();
    }

    /** Shows it. */
    public void show() {
        stage.show();
    }

    /** Its scene. */
    public Scene scene() {
        return scene;
    }

    /** What dialogs are made with. */
    public Dialogs dialogs() {
        return dialogs;
    }

    /** The screens in its centre; empty until a bridge was opened. */
    public Optional<Centre> centre() {
        return centre;
    }

    /** A bridge is being opened. */
    public void opening() {
        fillHeader();
        root.setTop(header);
        root.setCenter(new StackPane(new Label(texts.get("shell.opening"))));
    }

    /** The bridge could not be opened; {@code retry} tries again. */
    public void failed(Problem problem, Runnable retry) {
        ProblemBox box = new ProblemBox(problem, texts);
        Button again = button("bridge-retry", Icon.RETRY, texts.get("shell.retry"), retry);
        again.getStyleClass().add("accent");
        VBox page = new VBox(16, box, new HBox(8, again, elsewhere(texts.get("shell.bridge.open"))));
        page.setMaxWidth(640);
        page.setMaxHeight(Region.USE_PREF_SIZE);
        root.setCenter(new StackPane(page));
    }

    /** Tells of a problem until its cause ended, one is elsewhere, or it is closed. */
    public void toast(Problem problem) {
        notices.show(problem);
    }

    /** The bridge is there: the window gets its tree, its screens and its jobs. */
    public void opened(BridgeSession session) {
        closing.about(session);
        centre.ifPresent(Centre::close);
        Centre made = new Centre(session, texts, dialogs, settings, searches, this::toast);
        Runnable connect = () -> HostFeature.connect(made.context());
        centre = Optional.of(made);
        TreePane tree = new TreePane(texts, session.inventory(), made.navigation(), made.screens());
        new TreeSearches(tree, searches, texts, dialogs, made.navigation());
        keepMode(tree);
        LinkBanner banner = new LinkBanner(texts, session::tryNow);
        session.linkProperty().addListener((observable, oldValue, newValue) -> {
            banner.show(newValue);
            if (newValue instanceof LinkState.Up) {
                notices.linked();
            }
        });
        follow(session, made.navigation());
        banner.show(session.linkProperty().get());
        root.setTop(new VBox(header, banner));
        Node jobs = made.jobs();
        SplitPane upright = new SplitPane(made.root(), jobs);
        upright.setOrientation(Orientation.VERTICAL);
        keepDivider(upright, "divider.jobs", JOBS_AT);
        SplitPane level = new SplitPane(tree.root(), upright);
        keepDivider(level, "divider.tree", TREE_AT);
        SplitPane.setResizableWithParent(tree.root(), false);
        SplitPane.setResizableWithParent(jobs, false);
        root.setCenter(level);
        fillHeader(session, connect, () -> toggle(upright, jobs), alertsButton(made.alerts(), made.navigation()));
        key(KeyCode.F, made::search);
        for (AppAction action : made.actions()) {
            if (action.about() == AppAction.About.NOTHING) {
                action.keys().ifPresent(keys -> scene.getAccelerators().put(keys, () -> action.run(List.of())));
            }
        }
        key(KeyCode.J, () -> toggle(upright, jobs));
        PaneRound round = new PaneRound(scene, List.of(tree.root(), made.root(), jobs));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F6), () -> round.go(1));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F6, KeyCombination.SHIFT_DOWN), () -> round.go(-1));
        back(made.navigation());
        entries = Optional.of(new PaletteEntries(
                session,
                made,
                searches,
                texts,
                themes,
                this::elsewhere,
                () -> toggle(upright, jobs),
                this::preferences));
        key(KeyCode.K, () -> palette(""));
        key(KeyCode.COMMA, this::preferences);
        scene.getAccelerators()
                .put(
                        new KeyCodeCombination(KeyCode.P, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN),
                        () -> palette(""));
        made.focus();
    }

    /** Lets notices go when their cause ended. */
    private void follow(BridgeSession session, Navigation navigation) {
        session.setOnSubmit(notices);
        notices.image(session.inventory().image());
        session.inventory().imageProperty().addListener((observable, oldValue, newValue) -> notices.image(newValue));
        navigation.placeProperty().addListener((observable, oldValue, newValue) -> notices.at(newValue));
    }

    /** Opens the palette with these words typed; does nothing until a bridge was opened. */
    public void palette(String typed) {
        entries.ifPresent(made -> palette.open(made.actions(), made.objects(), typed));
    }

    private void back(Navigation navigation) {
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN), navigation::back);
        scene.setOnMousePressed((MouseEvent event) -> {
            if (event.getButton() == MouseButton.BACK) {
                navigation.back();
                event.consume();
            }
        });
    }

    private void fillHeader(Node... between) {
        Label title = new Label("Muster");
        title.getStyleClass().add("window-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button theme = new Button();
        theme.setGraphic(new IconNode(Icon.THEME));
        theme.setAccessibleText(texts.get("theme.next"));
        theme.setTooltip(new Tooltip(texts.get("theme.next")));
        theme.getStyleClass().add("flat");
        theme.setId("theme-toggle");
        theme.setOnAction(event -> themes.next());
        header.getChildren().setAll(title, gap);
        header.getChildren().addAll(between);
        Button preferences = button("preferences-open", Icon.PREFERENCES, "", this::preferences);
        preferences.setAccessibleText(texts.get("preferences.title"));
        preferences.setTooltip(new Tooltip(texts.get("preferences.title")));
        header.getChildren().addAll(theme, preferences);
    }

    /** Asks what the user prefers. */
    public void preferences() {
        new PreferencesDialog(dialogs, texts, themes, new Preferences(settings)).open();
    }

    private Button alertsButton(AlertsViewModel alerts, Navigation navigation) {
        Button button =
                button("alerts-open", Icon.ALERT, "", () -> navigation.go(new Place.Screen(AlertFeature.SCREEN)));
        button.textProperty()
                .bind(alerts.countProperty()
                        .map(number -> texts.get("alert.count", number))
                        .orElse(""));
        alerts.countProperty().addListener((of, was, is) -> tone(button, is.intValue()));
        tone(button, alerts.countProperty().get());
        return button;
    }

    private static void tone(Button button, int alerts) {
        if (button.getGraphic() instanceof IconNode icon) {
            icon.tone(alerts == 0 ? "plain" : "bad");
        }
    }

    private void fillHeader(BridgeSession session, Runnable onConnect, Runnable onJobs, Button alerts) {
        Button connect = button("connect-open", Icon.ADD, texts.get("host.connect.title"), onConnect);
        Button count = button("jobs-toggle", Icon.JOBS, "", onJobs);
        count.textProperty()
                .bind(session.jobs()
                        .runningProperty()
                        .map(number -> texts.get("shell.jobs", number))
                        .orElse(""));
        Button bridge = elsewhere("");
        bridge.textProperty()
                .bind(session.infoProperty()
                        .map(info -> info.map(known -> known.principal().name() + " @ " + known.name())
                                .orElse(""))
                        .map(name -> texts.get("shell.bridge", name)));
        bridge.setTooltip(new Tooltip(texts.get("shell.bridge.open")));
        fillHeader(connect, bridge, count, alerts);
    }

    private Button elsewhere(String label) {
        return button("bridge-open", Icon.USER, label, this::elsewhere);
    }

    private void elsewhere() {
        new BridgeDialog(dialogs, texts, onBridge).open();
    }

    private static Button button(String id, Icon icon, String label, Runnable work) {
        Button button = new Button(label);
        button.setId(id);
        button.setGraphic(new IconNode(icon));
        button.getStyleClass().add("flat");
        button.setAlignment(Pos.CENTER_LEFT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private void key(KeyCode code, Runnable action) {
        scene.getAccelerators().put(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), action);
    }

    private void toggle(SplitPane split, Node jobs) {
        if (!split.getItems().remove(jobs)) {
            split.getItems().add(jobs);
            keepDivider(split, "divider.jobs", JOBS_AT);
        }
    }

    /** Whether a window of the first size would hide its frame: it has none of its own to be seen of then. */
    private static boolean fillsScreen() {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        return screen.getWidth() <= FIRST_WIDTH || screen.getHeight() < FIRST_HEIGHT + FRAME;
    }

    private void keepSize() {
        scene.widthProperty().addListener((of, was, is) -> keepSize("window.width", is));
        scene.heightProperty().addListener((of, was, is) -> keepSize("window.height", is));
        stage.maximizedProperty().addListener((of, was, is) -> settings.put("window.maximized", Boolean.toString(is)));
    }

    private void keepSize(String key, Number value) {
        if (stage.isShowing() && !stage.isMaximized()) {
            settings.put(key, Long.toString(value.longValue()));
        }
    }

    private void keepDivider(SplitPane split, String key, double otherwise) {
        split.setDividerPositions(settings.number(key, otherwise));
        split.getDividers().getFirst().positionProperty().addListener((of, was, is) -> {
            if (split.getScene() != null && stage.isShowing()) {
                settings.put(key, Double.toString(is.doubleValue()));
            }
        });
    }

    private void keepMode(TreePane tree) {
        settings.get("tree.mode")
                .flatMap(name -> Arrays.stream(TreeGroups.Mode.values())
                        .filter(mode -> mode.name().equals(name))
                        .findFirst())
                .ifPresent(mode -> tree.modeProperty().setValue(mode));
        tree.modeProperty().addListener((of, was, is) -> settings.put("tree.mode", is.name()));
    }
}
