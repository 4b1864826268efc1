package dev.muster.app;

import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.shots.Shots;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.error.MusterException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The console as JavaFX starts and stops it. */
public final class MusterApplication extends Application {
    private Optional<AppGraph> graph = Optional.empty();

    /** Made by JavaFX. */
    public MusterApplication() {}

    @Override
    public void start(Stage stage) {
        List<String> raw = getParameters().getRaw();
        if (raw.size() == 2 && raw.getFirst().equals("shots")) {
            FxThread ui = new FxThread();
            Platform.setImplicitExit(false);
            new Shots(Path.of(raw.get(1)), ui).take(() -> {
                ui.close();
                Platform.exit();
            });
            return;
        }
        AppArguments arguments;
        try {
            arguments = AppArguments.parse(raw);
        } catch (MusterException e) {
            System.err.println(e.problem().text());
            System.exit(2);
            return;
        }
        // What is only looked at is shown the same everywhere.
        boolean kept = !arguments.sample()
                && arguments.screenshot().isEmpty()
                && arguments.measure().isEmpty();
        AppGraph made = new AppGraph(
                arguments,
                stage,
                new LocalBridgeOpener(System.getenv()).serving(),
                new Settings(kept ? Optional.of(Settings.usualFile()) : Optional.empty()));
        graph = Optional.of(made);
        made.start();
    }

    @Override
    public void stop() {
        graph.ifPresent(AppGraph::close);
    }
}
