package dev.muster.app.report;

import dev.muster.app.content.LiveRows;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;

/** The reports that were made, of one kind or of all. Used on the window's thread only. */
final class ReportsViewModel {
    private final LiveInventory inventory;
    private final LiveRows<ReportId, MadeReport> rows = new LiveRows<>(MadeReport::id);
    private final ObjectProperty<Optional<ReportKind>> kind = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(MadeReport.class).equals(newValue.objects(MadeReport.class))) {
            show();
        }
    };

    ReportsViewModel(LiveInventory inventory) {
        this.inventory = inventory;
        kind.addListener((observable, oldValue, newValue) -> show());
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

    /** Returns one row for each report of the kind. */
    LiveRows<ReportId, MadeReport> rows() {
        return rows;
    }

    /** The kind that is shown; empty for all. */
    ObjectProperty<Optional<ReportKind>> kindProperty() {
        return kind;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns whether there are reports, of whatever kind. */
    boolean hasAny() {
        return !all().isEmpty();
    }

    /** Returns the report that the chain has before another; empty for the first, and where it was deleted. */
    Optional<MadeReport> before(MadeReport report) {
        return all().stream()
                .filter(other ->
                        !other.jsonSha256().isEmpty() && other.jsonSha256().equals(report.previous()))
                .findFirst();
    }

    private Collection<MadeReport> all() {
        return inventory.image().objects(MadeReport.class).values();
    }

    private void show() {
        rows.show(all().stream()
                .filter(report -> kind.get().map(report.kind()::equals).orElse(true))
                .sorted(Comparator.comparingLong(MadeReport::number).reversed())
                .toList());
        revision.set(revision.get() + 1);
    }
}
