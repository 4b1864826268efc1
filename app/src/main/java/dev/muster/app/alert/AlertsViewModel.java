package dev.muster.app.alert;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.Alerts;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the features find wrong, the gravest first and of those the newest. */
public final class AlertsViewModel implements Alerts {
    private static final int DISMISSED_KEPT = 200;
    private static final Comparator<Alert> ORDER = Comparator.comparing(Alert::grave)
            .reversed()
            .thenComparing(alert -> alert.since().orElse(Instant.MAX), Comparator.reverseOrder())
            .thenComparing(Alert::id);

    private final Supplier<List<AlertSource>> sources;
    private final Consumer<String> onDismissed;
    private final Set<String> dismissed = new LinkedHashSet<>();
    private final ObservableList<Alert> alerts = FXCollections.observableArrayList();
    private final ObservableList<Alert> shown = FXCollections.unmodifiableObservableList(alerts);
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    /**
     * Nothing is wrong yet.
     *
     * @param sources asked at each update
     * @param dismissed the ids of jobs dismissed before, separated by blanks
     * @param onDismissed hears the same text whenever one more was dismissed
     */
    public AlertsViewModel(Supplier<List<AlertSource>> sources, String dismissed, Consumer<String> onDismissed) {
        this.sources = sources;
        this.onDismissed = onDismissed;
        for (String id : dismissed.split(" ", -1)) {
            if (!id.isBlank()) {
                this.dismissed.add(id);
            }
        }
    }

    @Override
    public ObservableList<Alert> alerts() {
        return shown;
    }

    /** How much is wrong. */
    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** Looks again. */
    public void update(InventoryImage image, Collection<Job> jobs, Instant now) {
        List<Alert> found = new ArrayList<>();
        for (AlertSource source : sources.get()) {
            source.find(image, jobs, now).stream()
                    .filter(alert -> !alert.dismissable() || !dismissed.contains(alert.id()))
                    .forEach(found::add);
        }
        found.sort(ORDER);
        if (!found.equals(alerts)) {
            alerts.setAll(found);
        }
        count.set(found.size());
    }

    @Override
    public void dismiss(Alert alert) {
        if (!alert.dismissable() || !dismissed.add(alert.id())) {
            return;
        }
        while (dismissed.size() > DISMISSED_KEPT) {
            dismissed.remove(dismissed.iterator().next());
        }
        alerts.remove(alert);
        count.set(alerts.size());
        onDismissed.accept(String.join(" ", dismissed));
    }
}
