package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.BootQuery;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The picture of a restore point's screen when it was booted last, read only when another is to be shown. */
final class BootScreenViewModel {
    /** How far it is. */
    sealed interface State {
        /** There is none. */
        record None() implements State {}

        /** It is being read. */
        record Reading() implements State {}

        /** It is there. */
        record Shown(BootQuery.Picture picture) implements State {}

        /** It could not be read. */
        record Unread(Problem why) implements State {}
    }

    private record Of(PointId point, BootVerification booted) {}

    private final Asks asks;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
    private Optional<Of> shown = Optional.empty();

    BootScreenViewModel(Asks asks) {
        this.asks = asks;
    }

    /** How far it is. */
    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Shows that of another point; an answer that comes after that is dropped. */
    void show(Optional<Point> point) {
        Optional<Of> next = point.flatMap(
                one -> one.booted().filter(BootVerification::screen).map(booted -> new Of(one.id(), booted)));
        if (next.equals(shown) && !(state.get() instanceof State.Unread)) {
            return;
        }
        shown = next;
        state.set(next.isPresent() ? new State.Reading() : new State.None());
        next.ifPresent(of -> asks.ask(
                new BootQuery.Screen(of.point()),
                picture -> told(of, new State.Shown(picture)),
                why -> told(of, new State.Unread(why))));
    }

    private void told(Of of, State now) {
        if (shown.equals(Optional.of(of))) {
            state.set(now);
        }
    }
}
