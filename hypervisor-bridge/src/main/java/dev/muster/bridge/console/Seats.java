package dev.muster.bridge.console;

import dev.muster.model.console.ConsoleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who looks at one console, in the order in which they came, and which of them types. */
final class Seats {
    private final List<Seat> seats = new ArrayList<>();
    private Optional<Seat> writer = Optional.empty();

    /** Comes in; types where nobody does. */
    synchronized void enter(Seat seat) {
        seats.add(seat);
        if (writer.isEmpty()) {
            writer = Optional.of(seat);
        }
        tellAll();
    }

    /** Types from now on. */
    synchronized void take(Seat seat) {
        if (seats.contains(seat)) {
            writer = Optional.of(seat);
            tellAll();
        }
    }

    /** Goes. Who has been looking longest types next. */
    synchronized void leave(Seat seat) {
        seats.remove(seat);
        if (writer.filter(seat::equals).isPresent()) {
            writer = seats.stream().findFirst();
        }
        tellAll();
    }

    synchronized boolean isEmpty() {
        return seats.isEmpty();
    }

    private void tellAll() {
        String name = writer.map(Seat::name).orElse("");
        for (Seat seat : List.copyOf(seats)) {
            seat.tell(new ConsoleState(name, writer.filter(seat::equals).isPresent(), seats.size()));
        }
    }
}
