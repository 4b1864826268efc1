package dev.muster.bridge.schedule;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** The schedules there are. Each change is made to what is there now, also where another bridge changed it meanwhile. */
final class Schedules {
    private static final int TRIES = 10;

    private final ObjectStore<Schedule> store;
    private final ReentrantLock changing = new ReentrantLock();

    Schedules(ObjectStore<Schedule> store) {
        this.store = store;
    }

    void publish() {
        store.publish();
    }

    List<Schedule> all() {
        return store.all();
    }

    Optional<Schedule> find(ScheduleId id) {
        return store.find(id);
    }

    /** {@code SCHEDULE_NOT_FOUND} */
    Schedule require(ScheduleId id) {
        return find(id).orElseThrow(() -> Problem.of(
                        ErrorCode.SCHEDULE_NOT_FOUND,
                        "There is no schedule \"" + id + "\".",
                        "Nothing was changed.",
                        "Look at the list of schedules.")
                .toException());
    }

    void set(ScheduleCommand.Set wanted, Principal by, Instant at) {
        changed(() -> store.put(Schedule.of(wanted, by, at, find(wanted.schedule()))));
    }

    /** Does nothing where there is none. */
    void update(ScheduleId id, UnaryOperator<Schedule> change) {
        changed(() -> store.update(id, change));
    }

    void delete(ScheduleId id) {
        changed(() -> store.delete(id));
    }

    private void changed(Runnable change) {
        changing.lock();
        try {
            for (int left = TRIES; ; left--) {
                try {
                    change.run();
                    return;
                } catch (MusterException e) {
                    if (e.problem().code() != ErrorCode.VERSION_CONFLICT || left == 1) {
                        throw e;
                    }
                }
            }
        } finally {
            changing.unlock();
        }
    }
}
