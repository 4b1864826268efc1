package dev.muster.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("toolkit")
class XvfbSessionTest {
    @Test
    void a_window_opens_on_a_display_of_its_own() throws Exception {
        CompletableFuture<Boolean> shown = new CompletableFuture<>();
        Runnable show = () -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(new StackPane(), 200, 100));
            stage.setOnShown(_ -> shown.complete(stage.isShowing()));
            stage.show();
            stage.close();
        };
        Platform.setImplicitExit(false);
        try {
            Platform.startup(show);
        } catch (IllegalStateException alreadyStarted) {
            Platform.runLater(show);
        }
        assertThat(shown.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(System.getProperty("muster.test.xvfb")).startsWith(":");
    }
}
