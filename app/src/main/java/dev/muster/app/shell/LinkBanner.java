package dev.muster.app.shell;

import dev.muster.app.i18n.Texts;
import dev.muster.model.bridge.LinkState;
import java.time.Duration;
import java.time.Instant;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Says that the bridge cannot be heard, since when, and when it is tried again. */
final class LinkBanner extends HBox {
    private final Texts texts;
    private final Label text = new Label();
    private final Button retry;
    private final Timeline clock;
    private LinkState link = new LinkState.Up();

    /** @param tryNow tries it at once */
    LinkBanner(Texts texts, Runnable tryNow) {
        this.texts = texts;
        this.retry = new Button(texts.get("shell.link.now"));
        this.clock = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> say(Instant.now())));
        clock.setCycleCount(Animation.INDEFINITE);
        setId("link-banner");
        getStyleClass().add("banner");
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        retry.setId("link-retry");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setOnAction(event -> {
            retry.setDisable(true);
            tryNow.run();
        });
        setSpacing(12);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(text, retry);
        show(link);
    }

    /** Shows that state; nothing where the bridge can be heard. */
    void show(LinkState now) {
        link = now;
        retry.setDisable(false);
        boolean up = now instanceof LinkState.Up;
        setVisible(!up);
        setManaged(!up);
        if (now instanceof LinkState.Down) {
            clock.play();
        } else {
            clock.stop();
        }
        say(Instant.now());
    }

    private void say(Instant now) {
        text.setText(words(link, now, texts));
    }

    static String words(LinkState link, Instant now, Texts texts) {
        return switch (link) {
            case LinkState.Up _ -> "";
            case LinkState.Down down ->
                texts.get(
                        "shell.link.down",
                        texts.say(down.why().what()),
                        Math.max(0, Duration.between(down.since(), now).toSeconds()),
                        Math.max(0, Duration.between(now, down.nextTry()).toSeconds()));
            case LinkState.Refused refused -> texts.say(refused.why());
        };
    }
}
