package dev.muster.app.backup;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;

/** The restore points of a VM, on its page. */
final class BackupTab implements VmTab.Content {
    /** The id of the tab. */
    static final String ID = "backups";

    private final VmRow row;
    private final ConsoleContext context;
    private final BackupCatalog catalog;
    private final PointsPane points;
    private final ChangeListener<BackupCatalog.Content> onContent = (observable, oldValue, newValue) -> show();
    private final ChangeListener<List<Job>> onJobs = (observable, oldValue, newValue) -> show();
    private boolean active;

    BackupTab(VmRow row, ConsoleContext context) {
        this.row = row;
        this.context = context;
        this.catalog = new BackupCatalog(
                context.asks(),
                context.inventory(),
                context.jobs(),
                Optional.of(row.id().uuid()));
        this.points = new PointsPane("vm-backups", context, PointActions.of(context), catalog::load);
        catalog.contentProperty().addListener(onContent);
        catalog.jobsProperty().addListener(onJobs);
        show();
    }

    @Override
    public Node root() {
        return points.root();
    }

    @Override
    public void setActive(boolean now) {
        if (now == active) {
            return;
        }
        active = now;
        if (now) {
            catalog.activate();
            points.activate();
        } else {
            points.deactivate();
            catalog.deactivate();
        }
    }

    @Override
    public void changed(Vm vm, InventoryImage around) {
        show();
    }

    private void show() {
        Optional<Job> run = ProtectionLine.of(
                        row.vm(),
                        catalog.contentProperty().get().points(),
                        catalog.jobsProperty().get())
                .failure();
        points.show(
                Optional.of(new PointsPane.Subject(
                        row.id().uuid(), Optional.of(row.id()), context.texts().get("backup.points"))),
                catalog.contentProperty().get(),
                catalog.contentProperty().get().points(),
                run);
    }
}
