package dev.muster.app.recovery;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanMachine;
import java.util.function.UnaryOperator;

/**
 * What the sections of the detail are made with.
 *
 * @param model the draft
 * @param words what its values are called
 * @param console where hosts, pools and restore points are known
 * @param again fills the detail again
 */
record DetailContext(PlanEditorViewModel model, RecoveryWords words, ConsoleContext console, Runnable again) {
    Texts texts() {
        return console.texts();
    }

    InventoryImage image() {
        return console.inventory().image();
    }

    /** The name of a host; its id where nobody knows it any more. */
    String host(HostId host) {
        return image().host(host).map(one -> one.name()).orElse(host.text());
    }

    /** Changes a machine as it is then. */
    void change(PlanMachine machine, UnaryOperator<PlanMachine> change) {
        model.machine(machine.key(), change);
    }
}
