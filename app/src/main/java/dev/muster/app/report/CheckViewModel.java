package dev.muster.app.report;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Whether a file is a report as it was made here. It is read and compared in the background. */
final class CheckViewModel {
    private static final long LONGEST = 256L << 20;

    /** How far it is. */
    sealed interface State {
        /** No file was named. */
        record Idle() implements State {}

        /** A file is read and compared. */
        record Checking(Path file) implements State {}

        /** It was compared. */
        record Checked(Path file, ReportTransfers.Verified found) implements State {}

        /** It could not be. */
        record Failed(Problem problem) implements State {}
    }

    private final Asks asks;
    private final Texts texts;
    private final StringProperty path = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
    private int asked;

    CheckViewModel(Asks asks, Texts texts) {
        this.asks = asks;
        this.texts = texts;
    }

    /** The path as it is typed or was chosen. */
    StringProperty pathProperty() {
        return path;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Checks the file of the path; an answer on an earlier file is forgotten. */
    void check() {
        int mine = ++asked;
        if (path.get().isBlank()) {
            state.set(new State.Idle());
            return;
        }
        Path file;
        try {
            file = Path.of(path.get().strip());
        } catch (InvalidPathException e) {
            state.set(new State.Failed(unread(path.get(), e)));
            return;
        }
        state.set(new State.Checking(file));
        asks.with(
                bridge -> ReportTransfers.verify(bridge, read(file)),
                found -> end(mine, new State.Checked(file, found)),
                problem -> end(mine, new State.Failed(problem)));
    }

    private void end(int which, State with) {
        if (which == asked) {
            state.set(with);
        }
    }

    private byte[] read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw problem(texts.get("report.check.long", file.toString()), "")
                        .toException();
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unread(file.toString(), e).toException(e);
        }
    }

    private Problem unread(String file, Exception why) {
        return problem(texts.get("report.check.unread", file), why.toString());
    }

    private Problem problem(String what, String details) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "", texts.get("report.check.remedy"))
                .withDetails(details);
    }
}
