package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduleQuery;
import java.time.ZoneOffset;
import java.util.List;

/** Jobs on schedules, with what must be there before and after each. */
enum ScheduleKills implements KillScene {
    SCHEDULE_SET("schedule.set", 1) {
        @Override
        public Command prepare(RealBridge bridge) {
            return set();
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(schedules(bridge)).singleElement().satisfies(schedule -> {
                assertThat(schedule.rule().text()).isEqualTo("monthly last 02:00");
                assertThat(schedule.next()).isPresent();
                assertThat(schedule.last()).isEmpty();
            });
            bridge.done(new ScheduleCommand.Delete(NIGHTLY));
        }
    },
    SCHEDULE_DELETE("schedule.delete", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(set());
            return new ScheduleCommand.Delete(NIGHTLY);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(schedules(bridge)).isEmpty();
        }
    };

    private static final ScheduleId NIGHTLY = ScheduleId.of("nightly");

    private final String kind;
    private final int steps;

    ScheduleKills(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }

    private static Command set() {
        return new ScheduleCommand.Set(
                NIGHTLY,
                CalendarRule.parse("monthly last 02:00"),
                ZoneOffset.UTC,
                true,
                new HostCommand.Reconnect(RealBridge.CONNECT.connection()));
    }

    private static List<Schedule> schedules(RealBridge bridge) {
        return bridge.bridge().ask(new ScheduleQuery.Schedules(0)).schedules().stream()
                .map(ScheduleQuery.Planned::schedule)
                .toList();
    }
}
