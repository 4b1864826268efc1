package dev.muster.app.finding;

import dev.muster.app.content.LiveRows;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The register of findings: those of which something is left to do or all, of one plan or of all. On the window's thread only. */
final class RegisterViewModel {
    /** Which findings are shown. */
    enum Scope {
        /** Those of which something is left to do. */
        PENDING,
        /** Those that are closed or accepted as well. */
        ALL
    }

    /** Why no row is shown. */
    enum Emptiness {
        /** There are rows. */
        NOT_EMPTY,
        /** No run has found anything. */
        NO_FINDINGS,
        /** Of none is anything left to do. */
        NONE_PENDING,
        /** There are such findings, of other plans. */
        NONE_OF_PLAN
    }

    private final LiveInventory inventory;
    private final LiveRows<FindingId, Finding> rows = new LiveRows<>(Finding::id);
    private final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.PENDING);
    private final ObjectProperty<Optional<PlanId>> plan = new SimpleObjectProperty<>(Optional.empty());
    private final ObservableList<Optional<PlanId>> plans = FXCollections.observableArrayList(List.of(Optional.empty()));
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Finding.class).equals(newValue.objects(Finding.class))) {
            show();
        }
    };

    RegisterViewModel(LiveInventory inventory) {
        this.inventory = inventory;
        scope.addListener((observable, oldValue, newValue) -> show());
        plan.addListener((observable, oldValue, newValue) -> show());
    }

    /** The worst first, and of those alike what is due first. */
    static Comparator<Finding> order() {
        return Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(finding -> finding.due().orElse(LocalDate.MAX))
                .thenComparing(finding -> finding.id().text());
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

    /** Returns one row for each finding that is shown. */
    LiveRows<FindingId, Finding> rows() {
        return rows;
    }

    ObjectProperty<Scope> scopeProperty() {
        return scope;
    }

    /** The plan whose findings are shown; empty for all. */
    ObjectProperty<Optional<PlanId>> planProperty() {
        return plan;
    }

    /** Returns what can be chosen as the plan: all, and each plan that has findings. */
    ObservableList<Optional<PlanId>> plans() {
        return plans;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns why no row is shown. */
    Emptiness emptiness() {
        if (!rows.rows().isEmpty()) {
            return Emptiness.NOT_EMPTY;
        }
        if (all().isEmpty()) {
            return Emptiness.NO_FINDINGS;
        }
        return all().stream().anyMatch(this::isInScope) ? Emptiness.NONE_OF_PLAN : Emptiness.NONE_PENDING;
    }

    private Collection<Finding> all() {
        return inventory.image().objects(Finding.class).values();
    }

    private boolean isInScope(Finding finding) {
        return scope.get() == Scope.ALL || finding.status().isPending();
    }

    private void show() {
        List<Optional<PlanId>> now = new ArrayList<>(List.of(Optional.<PlanId>empty()));
        all().stream()
                .map(Finding::plan)
                .distinct()
                .sorted(Comparator.comparing(PlanId::text))
                .map(Optional::of)
                .forEach(now::add);
        if (!plans.equals(now)) {
            Optional<PlanId> chosen = plan.get();
            plans.setAll(now);
            plan.set(now.contains(chosen) ? chosen : Optional.empty());
        }
        rows.show(all().stream()
                .filter(this::isInScope)
                .filter(finding -> plan.get().map(finding.plan()::equals).orElse(true))
                .sorted(order())
                .toList());
        revision.set(revision.get() + 1);
    }
}
