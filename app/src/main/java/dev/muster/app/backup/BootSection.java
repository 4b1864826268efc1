package dev.muster.app.backup;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.recovery.BootQuery;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** How a restore point was booted last, with the picture of its screen. */
final class BootSection {
    private static final double SMALL = 224;
    private static final double LARGE_WIDTH = 960;
    private static final double LARGE_HEIGHT = 600;

    private final String id;
    private final Texts texts;
    private final Dialogs dialogs;
    private final BackupWords words;
    private final BootScreenViewModel screen;
    private final StateLabel state = new StateLabel();
    private final Label when = wrapped();
    private final Label why = wrapped();
    private final StackPane picture = new StackPane();
    private final VBox root = new VBox(4, state, when, why, picture);
    private Optional<Point> point = Optional.empty();

    BootSection(String id, ConsoleContext context) {
        this.id = id;
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new BackupWords(texts);
        this.screen = new BootScreenViewModel(context.asks());
        root.setId(id);
        state.setId(id + "-state");
        when.setId(id + "-when");
        when.getStyleClass().add("text-muted");
        why.setId(id + "-why");
        picture.setId(id + "-picture");
        picture.setAlignment(Pos.CENTER_LEFT);
        screen.stateProperty().addListener(observable -> draw());
        show(Optional.empty());
        draw();
    }

    VBox root() {
        return root;
    }

    /** Shows how that point was booted. */
    void show(Optional<Point> of) {
        point = of;
        Optional<BootVerification> booted = of.flatMap(Point::booted);
        state.show(BackupWords.tone(booted), words.booted(booted));
        say(when, booted.map(words::bootedWhen).orElse(""));
        say(why, booted.map(words::bootedWhy).orElse(""));
        shown(picture, booted.isPresent());
        // it draws when it is another: the keyboard may be on the picture
        screen.show(of);
    }

    private static void say(Label label, String text) {
        label.setText(text);
        shown(label, !text.isEmpty());
    }

    private static void shown(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private void draw() {
        picture.getChildren()
                .setAll(
                        switch (screen.stateProperty().get()) {
                            case BootScreenViewModel.State.None _ -> note(texts.get("backup.boot.screen.none"));
                            case BootScreenViewModel.State.Reading _ -> note(texts.get("backup.boot.screen.reading"));
                            case BootScreenViewModel.State.Unread unread ->
                                note(texts.get(
                                        "backup.boot.screen.unread",
                                        texts.say(unread.why().what())));
                            case BootScreenViewModel.State.Shown shown -> thumbnail(shown.picture());
                        });
    }

    private Label note(String text) {
        Label note = wrapped();
        note.setText(text);
        note.setId(id + "-note");
        note.getStyleClass().add("text-muted");
        return note;
    }

    private Node thumbnail(BootQuery.Picture from) {
        Image image = new Image(new ByteArrayInputStream(from.bytes()));
        if (image.isError()) {
            return note(texts.get("backup.boot.screen.none"));
        }
        // made small when it is read: scaled down when it is drawn, a screen of text loses its lines
        ImageView small = new ImageView(new Image(new ByteArrayInputStream(from.bytes()), 2 * SMALL, 0, true, true));
        small.setFitWidth(SMALL);
        small.setPreserveRatio(true);
        Button button = new Button("", small);
        button.setId(id + "-screen");
        button.getStyleClass().add("boot-screen");
        button.setAccessibleText(title());
        button.setAccessibleHelp(texts.get("backup.boot.screen.open"));
        button.setTooltip(new Tooltip(texts.get("backup.boot.screen.open")));
        button.setOnAction(event -> enlarge(image));
        button.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                enlarge(image);
                event.consume();
            }
        });
        return button;
    }

    private String title() {
        return point.map(of -> texts.get("backup.boot.screen", of.manifest().name(), words.captured(of)))
                .orElse("");
    }

    private void enlarge(Image image) {
        ImageView large = new ImageView(image);
        large.setId("boot-screen-image");
        large.setPreserveRatio(true);
        large.setFitWidth(Math.min(LARGE_WIDTH, image.getWidth()));
        large.setFitHeight(Math.min(LARGE_HEIGHT, image.getHeight()));
        large.setAccessibleText(title());
        StackPane framed = new StackPane(large);
        framed.getStyleClass().add("boot-screen-large");
        Dialogs.Made made = dialogs.make("boot-screen", title(), texts.get("dialog.close"), framed);
        made.leave().setVisible(false);
        made.leave().setManaged(false);
        made.dialog().show();
    }

    private static Label wrapped() {
        Label label = new Label();
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
