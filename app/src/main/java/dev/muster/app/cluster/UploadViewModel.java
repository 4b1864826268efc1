package dev.muster.app.cluster;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.Amounts;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.error.MusterException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A file that is to become an artifact. Name and kind follow the file until they are given otherwise. */
final class UploadViewModel {
    /**
     * What is known of it.
     *
     * @param text how large it is, or what is wrong
     * @param wrong whether something is wrong
     * @param id what it is to be called; empty while it cannot be uploaded
     * @param file the file; empty while it cannot be uploaded
     */
    record State(String text, boolean wrong, Optional<ArtifactId> id, Optional<Path> file) {}

    private static final State NOTHING = new State("", false, Optional.empty(), Optional.empty());

    private final Asks asks;
    private final LiveInventory inventory;
    private final Texts texts;
    private final StringProperty path = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final ObjectProperty<ArtifactKind> kind = new SimpleObjectProperty<>(ArtifactKind.OTHER);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(NOTHING);
    private OptionalLong size = OptionalLong.empty();
    private String proposed = "";
    private ArtifactKind guessed = ArtifactKind.OTHER;
    private int newest;

    UploadViewModel(Asks asks, LiveInventory inventory, Texts texts) {
        this.asks = asks;
        this.inventory = inventory;
        this.texts = texts;
        path.addListener((observable, oldValue, newValue) -> look(newValue.strip()));
        name.addListener((observable, oldValue, newValue) -> say());
    }

    StringProperty pathProperty() {
        return path;
    }

    StringProperty nameProperty() {
        return name;
    }

    ObjectProperty<ArtifactKind> kindProperty() {
        return kind;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void look(String text) {
        int mine = ++newest;
        size = OptionalLong.empty();
        state.set(NOTHING);
        if (text.isEmpty()) {
            return;
        }
        Path file;
        try {
            file = Path.of(text);
        } catch (InvalidPathException e) {
            state.set(wrong(texts.get("cluster.artifact.upload.none", text)));
            return;
        }
        propose(Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(""));
        // a file system of the network can take its time
        asks.with(
                bridge -> VolumeTransfers.size(file),
                found -> {
                    if (mine == newest) {
                        size = found;
                        say();
                    }
                },
                problem -> {
                    if (mine == newest) {
                        state.set(wrong(texts.say(problem)));
                    }
                });
    }

    private void propose(String file) {
        if (name.get().equals(proposed)) {
            proposed = file.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[._+-]+", "");
            name.set(proposed);
        }
        if (kind.get() == guessed) {
            guessed = ArtifactKind.ofFile(file);
            kind.set(guessed);
        }
    }

    private void say() {
        String text = path.get().strip();
        if (text.isEmpty()) {
            state.set(NOTHING);
        } else if (size.isEmpty()) {
            state.set(wrong(texts.get("cluster.artifact.upload.none", text)));
        } else if (size.getAsLong() == 0) {
            state.set(wrong(texts.get("cluster.artifact.upload.empty")));
        } else {
            state.set(named(Path.of(text), size.getAsLong()));
        }
    }

    private State named(Path file, long bytes) {
        try {
            ArtifactId id = ArtifactId.of(name.get().strip());
            String found = texts.get("cluster.artifact.upload.found", Amounts.bytes(bytes, texts.locale()));
            boolean there = inventory.image().object(Artifact.class, id).isPresent();
            return new State(
                    there ? found + " " + texts.get("cluster.artifact.upload.there") : found,
                    false,
                    Optional.of(id),
                    Optional.of(file));
        } catch (MusterException e) {
            return wrong(texts.say(e.problem()));
        }
    }

    private static State wrong(String why) {
        return new State(why, true, Optional.empty(), Optional.empty());
    }
}
