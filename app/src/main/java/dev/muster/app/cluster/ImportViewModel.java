package dev.muster.app.cluster;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.error.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A description that is read from a file while its path is typed, and what it would do. */
final class ImportViewModel {
    /**
     * What is known of the file.
     *
     * @param text what it describes, or what is wrong with it
     * @param wrong whether something is wrong
     * @param command what imports it; empty while nothing can
     */
    record State(String text, boolean wrong, Optional<ClusterCommand> command) {}

    private static final State NOTHING = new State("", false, Optional.empty());

    private final Asks asks;
    private final LiveInventory inventory;
    private final Texts texts;
    private final StringProperty path = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(NOTHING);
    private int newest;

    ImportViewModel(Asks asks, LiveInventory inventory, Texts texts) {
        this.asks = asks;
        this.inventory = inventory;
        this.texts = texts;
        path.addListener((observable, oldValue, newValue) -> read(newValue.strip()));
    }

    StringProperty pathProperty() {
        return path;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void read(String text) {
        int mine = ++newest;
        state.set(NOTHING);
        if (text.isEmpty()) {
            return;
        }
        Path file;
        try {
            file = Path.of(text);
        } catch (InvalidPathException e) {
            state.set(new State(texts.get("cluster.import.none", text), true, Optional.empty()));
            return;
        }
        asks.with(bridge -> new ClusterFiles(texts).read(file), spec -> show(mine, found(spec)), problem -> {
            show(mine, new State(words(problem), true, Optional.empty()));
        });
    }

    /** An answer about a path that was typed over is dropped. */
    private void show(int asked, State now) {
        if (asked == newest) {
            state.set(now);
        }
    }

    private State found(ClusterSpec spec) {
        String what = texts.get(
                "cluster.import.found",
                spec.name().text(),
                spec.functions().size(),
                spec.functions().stream().mapToInt(ClusterFunction::count).sum(),
                spec.network());
        Optional<Cluster> there = inventory.image().object(Cluster.class, spec.name());
        return there.map(cluster -> new State(
                        what + " "
                                + texts.get(
                                        "cluster.import.replaces", spec.name().text()),
                        false,
                        Optional.of(new ClusterCommand.Set(spec, cluster.revision()))))
                .orElseGet(() -> new State(what, false, Optional.of(new ClusterCommand.Create(spec))));
    }

    private String words(Problem problem) {
        String details = problem.details().lines().findFirst().orElse("");
        return texts.say(problem) + (details.isBlank() ? "" : "\n" + details);
    }
}
