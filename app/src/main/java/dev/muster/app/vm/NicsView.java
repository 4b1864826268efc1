package dev.muster.app.vm;

import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Vm;
import javafx.scene.Parent;
import javafx.scene.control.Label;

/** The network interfaces of a VM, each with the network it is plugged into. */
final class NicsView {
    private final Texts texts;
    private final LiveRows<Integer, NicLine> rows = new LiveRows<>(NicLine::place);
    private final ObjectTable<NicLine> table;

    NicsView(Texts texts) {
        this.texts = texts;
        this.table = new ObjectTable<>("vm-nics", texts.get("summary.nics"), texts, rows);
        table.minor();
        table.text(
                "source",
                texts.get("nic.column.source"),
                160,
                line -> line.nic().source());
        table.text("type", texts.get("nic.column.type"), 100, line -> line.nic().type());
        table.whole("mac", texts.get("nic.column.mac"), 148, line -> line.nic().mac());
        table.text(
                "model", texts.get("nic.column.model"), 90, line -> line.nic().model());
        table.whole("up", texts.get("nic.column.network"), 110, this::state);
        table.whole(
                "subnet",
                texts.get("nic.column.subnet"),
                144,
                line -> line.network().map(Network::addresses).orElse(""));
        table.text("given", texts.get("nic.column.given"), 150, this::given);
        Label none = new Label(texts.get("nic.none"));
        none.getStyleClass().add("text-muted");
        table.whenEmpty(none);
    }

    Parent root() {
        return table.root();
    }

    void show(Vm vm, InventoryImage image) {
        rows.show(NicLine.of(vm, image));
    }

    private String state(NicLine line) {
        return line.network()
                .map(network -> texts.get(network.active() ? "object.active" : "object.inactive"))
                .orElseGet(() -> texts.get("nic.network.unknown"));
    }

    private String given(NicLine line) {
        return line.network()
                .map(network -> texts.get(network.dhcp() ? "nic.given.dhcp" : "nic.given.guest"))
                .orElse("");
    }
}
