package dev.muster.app.backup;

import dev.muster.app.content.LiveRows;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;

/** The schedules and their runs of the next two weeks. Used on the window's thread only. */
final class SchedulesViewModel {
    private static final int DAYS = 14;

    private final LiveInventory inventory;
    private final Clock clock;
    private final LiveRows<ScheduleId, Schedule> rows = new LiveRows<>(Schedule::id);
    private final ReadOnlyObjectWrapper<List<ScheduleCalendar.Day>> days = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Integer> problems = new ReadOnlyObjectWrapper<>(0);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Schedule.class).equals(newValue.objects(Schedule.class))) {
            tick();
        }
    };

    /** @param clock the time and the zone the days are of */
    SchedulesViewModel(LiveInventory inventory, Clock clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Begins to follow. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        tick();
    }

    /** Stops following. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** One row for each schedule, by name. */
    LiveRows<ScheduleId, Schedule> rows() {
        return rows;
    }

    /** Today and the days after it with their runs. */
    ReadOnlyObjectProperty<List<ScheduleCalendar.Day>> daysProperty() {
        return days.getReadOnlyProperty();
    }

    /** How many schedules did not do what they were to do. */
    ReadOnlyObjectProperty<Integer> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Looks anew: time goes on. */
    void tick() {
        // reports have a list of their own
        List<Schedule> all = inventory.image().objects(Schedule.class).values().stream()
                .filter(schedule -> !(schedule.command() instanceof ReportCommand))
                .toList();
        rows.show(all.stream()
                .sorted(Comparator.comparing(schedule -> schedule.id().text()))
                .toList());
        days.set(ScheduleCalendar.days(all, clock.instant(), clock.getZone(), DAYS));
        problems.set((int) all.stream().filter(SchedulesViewModel::isBad).count());
        revision.set(revision.get() + 1);
    }

    /** Whether its last run came to nothing, or some before it were missed, and nobody has switched it off since. */
    static boolean isBad(Schedule schedule) {
        return schedule.enabled()
                && (schedule.last().filter(ScheduledRun::isFailed).isPresent()
                        || schedule.last().filter(run -> run.missed() > 0).isPresent());
    }
}
