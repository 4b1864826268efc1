package dev.muster.app.storage;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;

/** All storage pools, with what can be done with them. */
public final class PoolsView {
    private final ObservableValue<InventoryImage> image;
    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final LiveRows<PoolId, PoolLine> rows =
            new LiveRows<>(line -> line.pool().id());
    private final ObjectTable<PoolLine> table;
    private final ChangeListener<InventoryImage> onImage = (of, was, is) -> {
        boolean hosts = !was.connectedHosts().equals(is.connectedHosts());
        if (hosts) {
            refuseCreate();
        }
        boolean pools =
                hosts || !was.pools().equals(is.pools()) || !was.volumes().equals(is.volumes());
        if (pools) {
            rows.show(PoolLine.of(is));
        }
        if (pools || !was.vms().equals(is.vms())) {
            volumes();
        }
    };
    private final VolumesView volumes;
    private final SplitPane split = new SplitPane();

    /** The screen over the image the window has. */
    public PoolsView(
            ObservableValue<InventoryImage> image,
            Asks asks,
            Texts texts,
            Dialogs dialogs,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.image = image;
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onJob = onJob;
        this.onProblem = onProblem;
        this.table = new ObjectTable<>("pools", texts.get("storage.pool.title"), texts, rows);
        this.volumes = new VolumesView(asks, texts, dialogs, this::submit, onProblem);
        build();
    }

    /** The node to be shown. */
    public Parent root() {
        return split;
    }

    /** Begins to follow the inventory. */
    public void activate() {
        rows.show(PoolLine.of(image.getValue()));
        refuseCreate();
        table.chooseFirst();
        volumes();
        image.addListener(onImage);
    }

    /** Stops following it. */
    public void deactivate() {
        image.removeListener(onImage);
    }

    /** Who one is, is known only once the bridge was heard. */
    private void refuseCreate() {
        if (!asks.role().includes(Role.ADMINISTRATOR)) {
            table.refuseCreate(Optional.of(texts.get("palette.refused.administrator")));
        } else {
            boolean nowhere = image.getValue().connectedHosts().isEmpty();
            table.refuseCreate(nowhere ? Optional.of(texts.get("object.refused.hosts")) : Optional.empty());
        }
    }

    private void build() {
        table.onChosen(line -> volumes());
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().addAll(table.root(), volumes.root());
        split.setDividerPositions(0.45);
        table.state(texts.get("storage.pool.column.active"), line -> line.pool().active());
        table.text(
                "name",
                texts.get("storage.pool.column.name"),
                160,
                line -> line.pool().name());
        table.text(
                "host",
                texts.get("storage.pool.column.host"),
                130,
                line -> line.pool().id().host().text());
        table.text(
                "type",
                texts.get("storage.pool.column.type"),
                80,
                line -> line.pool().type());
        table.text(
                "path",
                texts.get("storage.pool.column.path"),
                240,
                line -> line.pool().path());
        table.bytes(
                "capacity",
                texts.get("storage.pool.column.capacity"),
                line -> line.pool().capacityBytes(),
                this::size);
        table.bytes(
                "free",
                texts.get("storage.pool.column.free"),
                line -> line.pool().availableBytes(),
                this::size);
        table.text("volumes", texts.get("storage.pool.column.volumes"), 90, line -> Integer.toString(line.volumes()));
        table.guarded(
                "pool-start",
                texts.get("object.start"),
                texts.get("storage.pool.refused.none"),
                line -> refused(line, line.pool().active(), "object.refused.up"),
                line -> submit(new PoolCommand.Start(line.pool().id())));
        table.guarded(
                "pool-stop",
                texts.get("object.stop"),
                texts.get("storage.pool.refused.none"),
                line -> refused(line, !line.pool().active(), "object.refused.down"),
                line -> ask(
                        "object.stop",
                        "storage.pool.stop.meaning",
                        line.pool(),
                        new PoolCommand.Stop(line.pool().id())));
        table.guarded(
                "pool-refresh",
                texts.get("object.refresh"),
                texts.get("storage.pool.refused.none"),
                line -> refused(line, !line.pool().active(), "storage.pool.refused.down"),
                line -> submit(new PoolCommand.Refresh(line.pool().id())));
        table.guarded(
                "pool-build",
                texts.get("storage.pool.build"),
                texts.get("storage.pool.refused.none"),
                line -> asks.role().includes(Role.ADMINISTRATOR)
                        ? refused(line, line.pool().active(), "storage.pool.refused.up")
                        : Optional.of(texts.get("storage.pool.refused.administrator")),
                line -> ask(
                        "storage.pool.build",
                        "storage.pool.build.meaning",
                        line.pool(),
                        new PoolCommand.Build(line.pool().id())));
        table.guarded(
                "pool-autostart",
                texts.get("object.autostart"),
                texts.get("storage.pool.refused.none"),
                line -> refused(line, !line.pool().persistent(), "object.refused.transient"),
                line -> submit(new PoolCommand.SetAutostart(
                        line.pool().id(), !line.pool().autostart())));
        table.guarded(
                        "pool-delete",
                        texts.get("object.delete"),
                        texts.get("storage.pool.refused.none"),
                        line -> refused(line, false, ""),
                        line -> ask(
                                "object.delete",
                                "storage.pool.confirm.meaning",
                                line.pool(),
                                new PoolCommand.Delete(line.pool().id())))
                .getStyleClass()
                .add("danger");
        table.create("pool-create", texts.get("storage.pool.create"), this::create);
        table.whenEmpty(new EmptyState(
                "pools-none",
                texts.get("storage.pool.none.title"),
                texts.get("storage.pool.none.text"),
                texts.get("storage.pool.create"),
                this::create));
    }

    /** Shows the volumes of the pool chosen. */
    private void volumes() {
        volumes.show(table.chosen().map(PoolLine::pool), image.getValue());
    }

    private void create() {
        List<HostId> hosts = image.getValue().connectedHosts();
        new CreatePoolDialog(dialogs, texts).open(hosts, this::submit);
    }

    /** Why not: the role first, then what the object is. */
    private Optional<String> refused(PoolLine line, boolean refused, String why) {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (!line.reachable()) {
            return Optional.of(
                    texts.get("object.refused.lost", line.pool().id().host().text()));
        }
        return refused ? Optional.of(texts.get(why)) : Optional.empty();
    }

    private void ask(String verb, String meaning, Pool pool, Command command) {
        Confirmation confirmation = new Confirmation(
                texts.get(verb + ".title", pool.name()),
                texts.get(meaning),
                List.of(pool.name()),
                pool.name(),
                texts.get(verb));
        new ConfirmDialog(dialogs, texts).ask(confirmation, () -> submit(command));
    }

    private void submit(Command command) {
        asks.submit(command, onJob, onProblem);
    }

    private String size(long bytes) {
        return bytes == 0 ? "–" : Amounts.bytes(bytes, texts.locale());
    }
}
