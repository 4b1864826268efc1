package dev.muster.app.backup;

import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The coming runs of schedules, day by day of the clock on this wall. */
final class ScheduleCalendar {
    /**
     * One day.
     *
     * @param entries by the time of their first run
     */
    record Day(LocalDate date, List<Entry> entries) {
        Day {
            entries = List.copyOf(entries);
        }
    }

    /** The runs of one schedule on one day, in order. */
    record Entry(ScheduleId schedule, List<LocalTime> times) {
        Entry {
            times = List.copyOf(times);
        }
    }

    private record Run(ScheduleId schedule, Instant due) {}

    private ScheduleCalendar() {}

    /** So many days, today first; a run that is overdue is today's. */
    static List<Day> days(Collection<Schedule> schedules, Instant now, ZoneId zone, int count) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant end = today.plusDays(count).atStartOfDay(zone).toInstant();
        Map<LocalDate, Map<ScheduleId, List<LocalTime>>> byDay = new LinkedHashMap<>();
        today.datesUntil(today.plusDays(count)).forEach(date -> byDay.put(date, new LinkedHashMap<>()));
        schedules.stream()
                .flatMap(schedule -> runs(schedule, end))
                .sorted(Comparator.comparing(Run::due)
                        .thenComparing(run -> run.schedule().text()))
                .forEach(run -> {
                    LocalDate date = run.due().atZone(zone).toLocalDate();
                    Optional.ofNullable(byDay.get(date.isBefore(today) ? today : date))
                            .ifPresent(day -> day.computeIfAbsent(run.schedule(), id -> new ArrayList<>())
                                    .add(run.due().atZone(zone).toLocalTime()));
                });
        return byDay.entrySet().stream()
                .map(day -> new Day(
                        day.getKey(),
                        day.getValue().entrySet().stream()
                                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                                .toList()))
                .toList();
    }

    private static Stream<Run> runs(Schedule schedule, Instant end) {
        return schedule.next().stream()
                .flatMap(first -> Stream.iterate(
                        first, due -> due.isBefore(end), due -> schedule.rule().next(due, schedule.zone())))
                .map(due -> new Run(schedule.id(), due));
    }
}
