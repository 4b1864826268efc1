package dev.muster.app.feature;

import dev.muster.app.inventory.VmRow;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;

/**
 * A tab on the page of a VM.
 *
 * @param id the same in every language; the tab's node has the id {@code tab-ID}
 * @param titleKey the key of its title
 * @param place where it stands among the tabs: lower ones come first; new features take {@link #USUAL}
 * @param make makes it for one VM
 */
public record VmTab(String id, String titleKey, int place, Function<VmRow, Content> make) {
    /** Behind hardware, network, storage and snapshots, before jobs and XML. */
    public static final int USUAL = 70;

    /** What a tab shows. Everything happens on the window's thread. */
    public interface Content {
        /** The node to be shown. */
        Node root();

        /** Whether one looks at it; nobody does at the beginning, nor after the page was left. */
        default void setActive(boolean active) {}

        /** The VM or something around it is no longer as it was; called once at the beginning. */
        default void changed(Vm vm, InventoryImage around) {}

        /** A job about this VM began, moved on or ended. */
        default void jobsChanged() {}

        /** A job logged a line. */
        default void heard(JobId job, LogLine line) {}

        /** The page was left for good. */
        default void close() {}

        /** A tab that is told only whether one looks at it. */
        static Content of(Node root, Consumer<Boolean> active) {
            return new Content() {
                @Override
                public Node root() {
                    return root;
                }

                @Override
                public void setActive(boolean now) {
                    active.accept(now);
                }
            };
        }
    }
}
