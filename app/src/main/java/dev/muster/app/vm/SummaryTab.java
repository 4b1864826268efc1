package dev.muster.app.vm;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** What a VM is, at a glance. */
final class SummaryTab implements VmTab.Content {
    private final SummaryView view;
    private final ScrollPane scroll;

    SummaryTab(ConsoleContext context) {
        this.view = new SummaryView(
                context.texts(),
                vm -> new EditDialog(context.dialogs(), context.texts())
                        .open(
                                new EditViewModel(context.texts(), vm),
                                command -> context.asks().submit(command, context.onJob(), context.onProblem())));
        this.scroll = new ScrollPane(view.root());
        scroll.setFitToWidth(true);
    }

    @Override
    public Node root() {
        return scroll;
    }

    @Override
    public void changed(Vm vm, InventoryImage around) {
        view.show(vm);
    }
}
