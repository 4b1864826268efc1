package dev.muster.bridge.schedule;

import dev.muster.model.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest run that is due.
 *
 * @param at when it was due
 * @param missed how many before it are due as well
 */
record Due(Instant at, int missed) {
    /** What is due of a schedule by now. */
    static Optional<Due> of(Schedule schedule, Instant now) {
        return schedule.next().filter(first -> !first.isAfter(now)).map(first -> {
            Instant newest = first;
            int missed = 0;
            Instant following = schedule.rule().next(newest, schedule.zone());
            while (!following.isAfter(now)) {
                newest = following;
                missed++;
                following = schedule.rule().next(newest, schedule.zone());
            }
            return new Due(newest, missed);
        });
    }
}
