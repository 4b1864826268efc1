package dev.muster.app.cluster;

import dev.muster.model.cluster.ClusterFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** To how many VMs a function is to be scaled: follows the number it has until another is entered. */
final class ScaleViewModel {
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
    private ClusterFunction function;

    ScaleViewModel(ClusterFunction function) {
        this.function = function;
        text.set(Integer.toString(function.count()));
        text.addListener((observable, oldValue, newValue) -> check());
        check();
    }

    /** The number as it is typed. */
    StringProperty textProperty() {
        return text;
    }

    /** Whether the number is another one that is allowed. */
    ReadOnlyBooleanProperty possibleProperty() {
        return possible.getReadOnlyProperty();
    }

    /** The number that is entered; the one there is where none is. */
    int wanted() {
        try {
            return Integer.parseInt(text.get().strip());
        } catch (NumberFormatException e) {
            return function.count();
        }
    }

    /** One more or fewer, as far as that is allowed. */
    void step(int by) {
        text.set(Integer.toString(Math.clamp((long) wanted() + by, function.minimum(), ClusterFunction.MOST)));
    }

    /** The number there is. */
    void reset() {
        text.set(Integer.toString(function.count()));
    }

    /** The function as it is now. */
    void show(ClusterFunction now) {
        boolean untouched = wanted() == function.count();
        function = now;
        if (untouched) {
            reset();
        }
        check();
    }

    private void check() {
        int wanted = wanted();
        possible.set(wanted != function.count() && wanted >= function.minimum() && wanted <= ClusterFunction.MOST);
    }
}
