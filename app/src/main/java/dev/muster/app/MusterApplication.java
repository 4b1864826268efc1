package dev.muster.app;

import dev.muster.model.error.MusterException;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;

/** The console as JavaFX starts and stops it. */
public final class MusterApplication extends Application {
    private Optional<AppGraph> graph = Optional.empty();

    /** Made by JavaFX. */
    public MusterApplication() {}

    @Override
    public void start(Stage stage) {
        AppArguments arguments;
        try {
            arguments = AppArguments.parse(getParameters().getRaw());
        } catch (MusterException e) {
            System.err.println(e.problem().text());
            System.exit(2);
            return;
        }
        AppGraph made = new AppGraph(arguments, stage);
        graph = Optional.of(made);
        made.start();
    }

    @Override
    public void stop() {
        graph.ifPresent(AppGraph::close);
    }
}
