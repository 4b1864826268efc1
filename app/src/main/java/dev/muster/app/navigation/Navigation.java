package dev.muster.app.navigation;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where one is, and the way back. */
public final class Navigation {
    private static final int REMEMBERED = 50;

    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(new Place.Vms(""));
    private final Deque<Place> before = new ArrayDeque<>();

    /** Where one is. */
    public Place place() {
        return place.get();
    }

    /** Where one is, to listen to. */
    public ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /** Goes somewhere else; typing into a search is one place. */
    public void go(Place to) {
        Place from = place.get();
        if (to.equals(from)) {
            return;
        }
        if (!(from instanceof Place.Vms && to instanceof Place.Vms)) {
            before.push(from);
            if (before.size() > REMEMBERED) {
                before.removeLast();
            }
        }
        place.set(to);
    }

    /** Goes back to where one was before; at the beginning, to all VMs. */
    public void back() {
        place.set(before.isEmpty() ? new Place.Vms("") : before.pop());
    }
}
