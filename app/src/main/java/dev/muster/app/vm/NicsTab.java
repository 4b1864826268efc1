package dev.muster.app.vm;

import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import javafx.scene.Node;

/** The network interfaces of a VM and what they are plugged into. */
final class NicsTab implements VmTab.Content {
    private final NicsView view;

    NicsTab(Texts texts) {
        this.view = new NicsView(texts);
    }

    @Override
    public Node root() {
        return view.root();
    }

    @Override
    public void changed(Vm vm, InventoryImage around) {
        view.show(vm, around);
    }
}
