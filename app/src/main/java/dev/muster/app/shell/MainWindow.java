package dev.muster.app.shell;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.host.ConnectDialog;
import dev.muster.app.i18n.Texts;
import dev.muster.app.theme.Themes;
import dev.muster.model.error.Problem;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The window: shown at once, filled when the bridge was opened. */
public final class MainWindow {
    private final Stage stage;
    private final Texts texts;
    private final Themes themes;
    private final BorderPane root = new BorderPane();
    private final HBox header = new HBox();
    private final VBox notices = new VBox();
    private final Scene scene = new Scene(root, 1280, 800);

    /** The window, not yet shown. */
    public MainWindow(Stage stage, Texts texts, Themes themes) {
        this.stage = stage;
        this.texts = texts;
        this.themes = themes;
        scene.getStylesheets().addAll(ContentStyle.sheet(), Themes.sheet());
        Label title = new Label("Muster");
        title.getStyleClass().add("window-title");
        header.getStyleClass().add("window-header");
        header.getChildren().add(title);
        root.setTop(new VBox(header, notices));
        Label opening = new Label(texts.get("shell.opening"));
        root.setCenter(new StackPane(opening));
        stage.setTitle("Muster");
        stage.setScene(scene);
    }

    /** Shows it. */
    public void show() {
        stage.show();
    }

    /** Its scene. */
    public Scene scene() {
        return scene;
    }

    /** The bridge could not be opened. */
    public void failed(Problem problem) {
        ProblemBox box = new ProblemBox(problem, texts);
        box.setMaxWidth(640);
        box.setMaxHeight(Region.USE_PREF_SIZE);
        root.setCenter(new StackPane(box));
    }

    /** Tells of a problem until it is closed. */
    public void toast(Problem problem) {
        ProblemBox box = new ProblemBox(problem, texts);
        HBox.setHgrow(box, Priority.ALWAYS);
        Button close = new Button(texts.get("dialog.close"));
        HBox toast = new HBox(8, box, close);
        toast.getStyleClass().add("toast");
        close.setOnAction(event -> notices.getChildren().remove(toast));
        notices.getChildren().add(toast);
    }

    /** The bridge is there: the window gets its tree, its screens and its jobs. */
    public void opened(BridgeSession session) {
        Dialogs dialogs = new Dialogs(stage, texts);
        Centre centre = new Centre(session, texts, dialogs, this::toast);
        TreePane tree = new TreePane(texts, session.inventory(), centre.navigation());
        LinkBanner banner = new LinkBanner(texts);
        session.linkProperty().addListener((of, was, is) -> banner.show(is));
        banner.show(session.linkProperty().get());
        root.setTop(new VBox(header, banner, notices));
        Node jobs = centre.jobs();
        SplitPane upright = new SplitPane(centre.root(), jobs);
        upright.setOrientation(Orientation.VERTICAL);
        upright.setDividerPositions(0.74);
        SplitPane level = new SplitPane(tree.root(), upright);
        level.setDividerPositions(0.19);
        SplitPane.setResizableWithParent(tree.root(), false);
        SplitPane.setResizableWithParent(jobs, false);
        root.setCenter(level);
        fillHeader(session, dialogs, upright, jobs);
        key(KeyCode.F, centre::search);
        key(KeyCode.J, () -> toggle(upright, jobs));
    }

    private void fillHeader(BridgeSession session, Dialogs dialogs, SplitPane upright, Node jobs) {
        Button connect = new Button(texts.get("host.connect.title"));
        connect.setId("connect-open");
        connect.setOnAction(event -> new ConnectDialog(dialogs, texts, session.asks()).open(job -> {}, this::toast));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button count = new Button();
        count.setId("jobs-toggle");
        count.textProperty()
                .bind(session.jobs()
                        .runningProperty()
                        .map(number -> texts.get("shell.jobs", number))
                        .orElse(""));
        count.setOnAction(event -> toggle(upright, jobs));
        Button theme = new Button(texts.get("shell.theme"));
        theme.setId("theme-toggle");
        theme.setOnAction(event -> themes.toggle());
        Label who = new Label();
        who.setId("bridge-name");
        who.textProperty()
                .bind(session.infoProperty()
                        .map(info -> info.map(known -> known.principal().name() + " @ " + known.name())
                                .orElse("")));
        header.getChildren().addAll(connect, gap, who, count, theme);
    }

    private void key(KeyCode code, Runnable action) {
        scene.getAccelerators().put(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), action);
    }

    private static void toggle(SplitPane split, Node jobs) {
        if (!split.getItems().remove(jobs)) {
            split.getItems().add(jobs);
            split.setDividerPositions(0.74);
        }
    }
}
