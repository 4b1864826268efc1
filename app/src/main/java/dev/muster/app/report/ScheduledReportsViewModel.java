package dev.muster.app.report;

import dev.muster.app.content.LiveRows;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import java.util.Comparator;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;

/** The schedules that make reports. Used on the window's thread only. */
final class ScheduledReportsViewModel {
    private final LiveInventory inventory;
    private final LiveRows<ScheduleId, Schedule> rows = new LiveRows<>(Schedule::id);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Schedule.class).equals(newValue.objects(Schedule.class))) {
            show();
        }
    };

    ScheduledReportsViewModel(LiveInventory inventory) {
        this.inventory = inventory;
    }

    /** Begins to follow. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        show();
    }

    /** Stops following. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** Returns one row for each schedule, by name. */
    LiveRows<ScheduleId, Schedule> rows() {
        return rows;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns the report that a schedule makes; empty where it does something else. */
    static Optional<ReportCommand.Make> report(Schedule schedule) {
        return schedule.command() instanceof ReportCommand.Make make ? Optional.of(make) : Optional.empty();
    }

    private void show() {
        rows.show(inventory.image().objects(Schedule.class).values().stream()
                .filter(schedule -> report(schedule).isPresent())
                .sorted(Comparator.comparing(schedule -> schedule.id().text()))
                .toList());
        revision.set(revision.get() + 1);
    }
}
