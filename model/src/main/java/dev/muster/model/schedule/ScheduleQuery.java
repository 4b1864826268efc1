package dev.muster.model.schedule;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.time.Instant;
import java.util.List;

/** What can be asked about schedules. */
public sealed interface ScheduleQuery<R extends Record> extends Query<R> {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * All schedules.
     *
     * @param upcoming how many of the next runs are told of each, 0 to 100
     */
    record Schedules(int upcoming) implements ScheduleQuery<ScheduleList> {
        public Schedules {
            if (upcoming < 0 || upcoming > 100) {
                throw Problem.of(
                                ErrorCode.QUERY_INVALID,
                                "A schedule lists 0 to 100 next runs, not " + upcoming + ".",
                                "",
                                "Ask for fewer.")
                        .toException();
            }
        }

        @Override
        public Class<ScheduleList> answer() {
            return ScheduleList.class;
        }
    }

    /** Some schedules, by name. */
    record ScheduleList(List<Planned> schedules) {
        public ScheduleList {
            schedules = List.copyOf(schedules);
        }
    }

    /**
     * A schedule with its next runs.
     *
     * @param schedule the schedule
     * @param upcoming when it is due the next times; none while it is not enabled
     */
    record Planned(Schedule schedule, List<Instant> upcoming) {
        public Planned {
            upcoming = List.copyOf(upcoming);
        }
    }
}
