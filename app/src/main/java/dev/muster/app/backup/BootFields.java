package dev.muster.app.backup;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.PoolId;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;

/** The lines of a form that say what a restore point has to do to count as booted. */
final class BootFields {
    private BootFields() {}

    /**
     * Adds them.
     *
     * @param id what their ids begin with
     * @return all of them
     */
    static List<Node> add(Form form, String id, BootGates gates, Texts texts) {
        CheckBox agent =
                form.add(texts.get("backup.boot.when"), id + "-agent", new CheckBox(texts.get("backup.boot.agent")));
        agent.setAccessibleText(agent.getText());
        agent.selectedProperty().bindBidirectional(gates.agentProperty());
        TextField serial = form.field(texts.get("backup.boot.serial"), id + "-serial", gates.serialProperty());
        serial.setPromptText("login:");
        TextField within = form.field(texts.get("backup.boot.within"), id + "-within", gates.secondsProperty());
        TextField memory = form.field(texts.get("backup.boot.memory"), id + "-memory", gates.memoryProperty());
        memory.setPromptText(texts.get("backup.boot.memory.half"));
        DropDown<Optional<PoolId>> pool =
                form.add(texts.get("backup.restore.pool"), id + "-pool", new DropDown<>(gates.pools()));
        pool.setConverter(Words.of(gates::word));
        pool.valueProperty().bindBidirectional(gates.poolProperty());
        return List.of(agent, serial, within, memory, pool);
    }
}
