package dev.muster.app.snapshot;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.VmTab;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.snapshot.SnapshotQuery;
import java.util.List;
import javafx.scene.Node;

/** Snapshots on the page of a VM. */
public final class SnapshotFeature implements AppFeature {
    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab("snapshots", "snapshot.tab", 60, row -> new Tab(row, context)));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(
                SampleData.Answer.of(SnapshotQuery.Tree.class, (asked, image) -> SampleSnapshots.tree(asked.vm())));
    }

    /** Read again whenever it is looked at and something happened. */
    private static final class Tab implements VmTab.Content {
        private final SnapshotsViewModel model;
        private final SnapshotsView view;
        private boolean active;

        private Tab(VmRow row, ConsoleContext context) {
            this.model = new SnapshotsViewModel(
                    context.asks(), row.id(), context.texts(), context.onJob(), context.onProblem());
            this.view = new SnapshotsView(
                    model, context.texts(), context.dialogs(), () -> row.vm().name());
        }

        @Override
        public Node root() {
            return view.root();
        }

        @Override
        public void setActive(boolean now) {
            active = now;
            load();
        }

        @Override
        public void changed(Vm vm, InventoryImage around) {
            load();
        }

        @Override
        public void jobsChanged() {
            load();
        }

        private void load() {
            if (active) {
                model.load();
            }
        }
    }
}
