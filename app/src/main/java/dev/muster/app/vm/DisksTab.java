package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.feature.VmTab;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import javafx.scene.Node;

/** The disks of a VM and the images under them. */
final class DisksTab implements VmTab.Content {
    private final DisksView view;

    DisksTab(Asks asks, Texts texts) {
        this.view = new DisksView(asks, texts);
    }

    @Override
    public Node root() {
        return view.root();
    }

    @Override
    public void setActive(boolean active) {
        if (active) {
            view.load();
        }
    }

    @Override
    public void changed(Vm vm, InventoryImage around) {
        view.show(vm, around);
    }
}
