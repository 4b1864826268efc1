package dev.muster.app.backup;

import dev.muster.app.content.LiveRows;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;

/** How all VMs are protected, and the repositories. Used on the window's thread only. */
final class BackupsViewModel {
    private final BackupCatalog catalog;
    private final LiveInventory inventory;
    private final LiveRows<String, ProtectionLine> vms = new LiveRows<>(ProtectionLine::key);
    private final LiveRows<RepositoryId, RepositoryState> repositories =
            new LiveRows<>(state -> state.repository().id());
    private final ReadOnlyObjectWrapper<Integer> problems = new ReadOnlyObjectWrapper<>(0);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<BackupCatalog.Content> onContent = (observable, oldValue, newValue) -> fill();
    private final ChangeListener<List<Job>> onJobs = (observable, oldValue, newValue) -> fill();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.vms().equals(newValue.vms())) {
            fill();
        }
    };

    BackupsViewModel(BackupCatalog catalog, LiveInventory inventory) {
        this.catalog = catalog;
        this.inventory = inventory;
    }

    /** Begins to follow. */
    void activate() {
        catalog.contentProperty().addListener(onContent);
        catalog.jobsProperty().addListener(onJobs);
        inventory.imageProperty().addListener(onImage);
        catalog.activate();
        fill();
    }

    /** Stops following. */
    void deactivate() {
        catalog.deactivate();
        catalog.contentProperty().removeListener(onContent);
        catalog.jobsProperty().removeListener(onJobs);
        inventory.imageProperty().removeListener(onImage);
    }

    /** Asks again. */
    void load() {
        catalog.load();
    }

    /** What the bridge told. */
    BackupCatalog.Content content() {
        return catalog.contentProperty().get();
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** One line for each VM. */
    LiveRows<String, ProtectionLine> vms() {
        return vms;
    }

    /** One line for each repository. */
    LiveRows<RepositoryId, RepositoryState> repositories() {
        return repositories;
    }

    /** How many repositories cannot be worked with. */
    ReadOnlyObjectProperty<Integer> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** The points of a VM, the newest first. */
    List<Point> points(UUID vm) {
        return catalog.contentProperty().get().points().stream()
                .filter(point -> point.id().vm().equals(vm))
                .toList();
    }

    private void fill() {
        BackupCatalog.Content now = catalog.contentProperty().get();
        repositories.show(now.repositories());
        problems.set((int) now.repositories().stream()
                .filter(state -> state.problem().isPresent())
                .count());
        // before the points are known, every VM would look unprotected
        if (now.loaded()) {
            vms.show(ProtectionLine.of(
                    inventory.image(), now.points(), catalog.jobsProperty().get()));
        }
        revision.set(revision.get() + 1);
    }
}
