package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The disks of a VM: where they lie, how large they are, and the chain of images under the one chosen. */
final class DisksView {
    private final Asks asks;
    private final Texts texts;
    private final LiveRows<String, DiskLine> rows =
            new LiveRows<>(line -> line.disk().target());
    private final ObjectTable<DiskLine> table;
    private final VBox chain = new VBox(4);
    private Map<String, List<DiskChains.Link>> chains = Map.of();
    private Optional<Vm> vm = Optional.empty();
    private InventoryImage image = InventoryImage.EMPTY;

    DisksView(Asks asks, Texts texts) {
        this.asks = asks;
        this.texts = texts;
        this.table = new ObjectTable<>("vm-disks", texts.get("summary.disks"), texts, rows);
        table.minor();
        table.text(
                "target",
                texts.get("disk.column.target"),
                72,
                line -> line.disk().target());
        table.text(
                "device",
                texts.get("disk.column.device"),
                80,
                line -> line.disk().device());
        table.text("bus", texts.get("disk.column.bus"), 72, line -> line.disk().bus());
        table.text(
                "format",
                texts.get("disk.column.format"),
                76,
                line -> line.disk().format());
        table.text("source", texts.get("disk.column.source"), 300, line -> source(line.disk()));
        table.text("pool", texts.get("disk.column.pool"), 90, DiskLine::pool);
        table.bytes("capacity", texts.get("disk.column.capacity"), this::capacity, this::size);
        table.bytes("allocated", texts.get("disk.column.allocated"), this::allocated, this::size);
        table.text("access", texts.get("disk.column.access"), 110, line -> access(line.disk()));
        Label none = new Label(texts.get("disk.none"));
        none.getStyleClass().add("text-muted");
        table.whenEmpty(none);
        table.onChosen(line -> chain(line));
        chain.setId("vm-disk-chain");
        chain.setPadding(new Insets(12, 16, 16, 16));
        BorderPane root = table.root();
        root.setBottom(chain);
    }

    Parent root() {
        return table.root();
    }

    void show(Vm now, InventoryImage of) {
        vm = Optional.of(now);
        image = of;
        rows.show(DiskLine.of(now, of, chains));
        table.chooseFirst();
        chain(table.chosen());
    }

    /** Reads what lies under the disks. */
    void load() {
        vm.ifPresent(now -> asks.ask(
                new VmQuery.Xml(now.id(), now.state().isActive()),
                found -> {
                    try {
                        chains = DiskChains.parse(found.xml());
                    } catch (MusterException e) {
                        chains = Map.of();
                    }
                    show(now, image);
                },
                problem -> {
                    // The XML tab says why; here only the chain stays unknown.
                }));
    }

    private void chain(Optional<DiskLine> line) {
        chain.getChildren().clear();
        line.filter(shown -> !shown.disk().source().isEmpty()).ifPresent(shown -> {
            Label title = new Label(texts.get("disk.chain", shown.disk().target()));
            title.getStyleClass().add("section-title");
            chain.getChildren()
                    .addAll(title, link(0, shown.disk().source(), shown.disk().format()));
            int depth = 1;
            for (DiskChains.Link link : shown.chain()) {
                chain.getChildren().add(link(depth++, link.source(), link.format()));
            }
            if (shown.chain().isEmpty()) {
                boolean runs = vm.map(now -> now.state().isActive()).orElse(false);
                Label alone = new Label(texts.get(runs ? "disk.chain.alone" : "disk.chain.unknown"));
                alone.getStyleClass().add("text-muted");
                chain.getChildren().add(alone);
            }
        });
    }

    private static Label link(int depth, String source, String format) {
        Label label = new Label((depth == 0 ? "" : "└ ") + source + (format.isEmpty() ? "" : " · " + format));
        label.getStyleClass().add("mono");
        label.setPadding(new Insets(0, 0, 0, Math.max(0, depth - 1) * 16));
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private String source(Disk disk) {
        return disk.source().isEmpty() ? texts.get("summary.empty") : disk.source();
    }

    private String access(Disk disk) {
        return texts.get(disk.readOnly() ? "disk.access.read" : "disk.access.write");
    }

    private long capacity(DiskLine line) {
        return line.volume().map(volume -> volume.capacityBytes()).orElse(-1L);
    }

    private long allocated(DiskLine line) {
        return line.volume().map(volume -> volume.allocatedBytes()).orElse(-1L);
    }

    private String size(long bytes) {
        return bytes < 0 ? "–" : Amounts.bytes(bytes, texts.locale());
    }
}
