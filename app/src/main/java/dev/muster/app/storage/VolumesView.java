package dev.muster.app.storage;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolCommand;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.stage.FileChooser;

/** The volumes of the pool chosen: what they hold, who uses them, making and deleting them. */
final class VolumesView {
    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<Command> submit;
    private final Consumer<Problem> onProblem;
    private final LiveRows<VolumeId, VolumeLine> rows =
            new LiveRows<>(line -> line.volume().id());
    private final ObjectTable<VolumeLine> table;
    private final VolumeUsersViewModel users;
    private List<String> names = List.of();
    private InventoryImage shown = InventoryImage.EMPTY;
    private final TransferBar transfers;
    private final Label none = new Label();
    private Optional<Pool> pool = Optional.empty();

    VolumesView(Asks asks, Texts texts, Dialogs dialogs, Consumer<Command> submit, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.submit = submit;
        this.onProblem = onProblem;
        this.table = new ObjectTable<>("volumes", texts.get("storage.pool.column.volumes"), texts, rows);
        this.users = new VolumeUsersViewModel(asks, () -> show(pool, shown));
        this.transfers = new TransferBar(asks, texts, onProblem);
        build();
    }

    Parent root() {
        return table.root();
    }

    /** Shows the volumes of that pool; of none, where none is chosen. */
    void show(Optional<Pool> of, InventoryImage image) {
        pool = of;
        table.title(of.map(found -> texts.get(
                        "storage.volume.title", found.name(), found.id().host().text()))
                .orElseGet(() -> texts.get("storage.pool.column.volumes")));
        none.setText(of.map(this::nothing).orElseGet(() -> texts.get("storage.volume.nopool")));
        shown = image;
        table.refuseCreate(createRefusal(of, image));
        List<VolumeLine> lines = of.map(found -> VolumeLine.of(image, found.id(), users.of(found.id(), image)))
                .orElse(List.of());
        names = lines.stream().map(line -> line.volume().name()).toList();
        rows.show(lines);
    }

    private Optional<String> createRefusal(Optional<Pool> of, InventoryImage image) {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        if (of.isEmpty()) {
            return Optional.of(texts.get("storage.volume.nopool"));
        }
        Pool found = of.get();
        if (!image.isConnected(found.id().host())) {
            return Optional.of(
                    texts.get("object.refused.lost", found.id().host().text()));
        }
        return found.active() ? Optional.empty() : Optional.of(nothing(found));
    }

    private String nothing(Pool found) {
        if (found.active()) {
            return texts.get("storage.volume.none");
        }
        return found.reason().isEmpty()
                ? texts.get("storage.volume.inactive")
                : texts.get("storage.volume.because", texts.say(found.reason()));
    }

    private void build() {
        table.minor();
        table.text(
                "name",
                texts.get("storage.pool.column.name"),
                220,
                line -> line.volume().name());
        table.text(
                "format",
                texts.get("storage.volume.column.format"),
                80,
                line -> line.volume().format());
        table.bytes(
                "capacity",
                texts.get("storage.volume.column.capacity"),
                line -> line.volume().capacityBytes(),
                this::size);
        table.bytes(
                "allocated",
                texts.get("storage.volume.column.allocated"),
                line -> line.volume().allocatedBytes(),
                this::size);
        table.text("users", texts.get("storage.pool.column.usedby"), 200, line -> String.join(", ", line.users()));
        table.text("odd", texts.get("storage.volume.column.odd"), 160, line -> texts.say(line.odd()));
        table.text(
                "path",
                texts.get("storage.pool.column.path"),
                260,
                line -> line.volume().path());
        table.guarded(
                "volume-download",
                texts.get("storage.volume.download"),
                texts.get("storage.volume.refused.none"),
                this::roleRefusal,
                this::download);
        table.guarded(
                "volume-resize",
                texts.get("storage.volume.resize"),
                texts.get("storage.volume.refused.none"),
                this::roleRefusal,
                line -> new VolumeValueDialog(dialogs, texts).resize(line.volume(), submit));
        table.guarded(
                "volume-clone",
                texts.get("storage.volume.clone"),
                texts.get("storage.volume.refused.none"),
                this::roleRefusal,
                line -> new VolumeValueDialog(dialogs, texts).copy(line.volume(), submit));
        table.guarded(
                "volume-wipe",
                texts.get("storage.volume.wipe"),
                texts.get("storage.volume.refused.none"),
                this::refusal,
                this::wipe);
        table.guarded(
                        "volume-delete",
                        texts.get("object.delete"),
                        texts.get("storage.volume.refused.none"),
                        this::refusal,
                        this::delete)
                .getStyleClass()
                .add("danger");
        table.create("volume-create", texts.get("storage.volume.create"), this::create);
        table.plain("volume-create");
        table.create("volume-upload", texts.get("storage.volume.upload"), this::upload);
        table.plain("volume-upload");
        table.root().setBottom(transfers.root());
        none.getStyleClass().add("text-muted");
        table.whenEmpty(none);
    }

    private Optional<String> roleRefusal(VolumeLine line) {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        String host = line.volume().id().pool().host().text();
        return line.reachable() ? Optional.empty() : Optional.of(texts.get("object.refused.lost", host));
    }

    private void download(VolumeLine line) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("storage.volume.download"));
        chooser.setInitialFileName(line.volume().name());
        File chosen = chooser.showSaveDialog(table.root().getScene().getWindow());
        if (chosen != null) {
            transfers.download(line.volume(), chosen.toPath());
        }
    }

    private void upload() {
        Optional<Pool> up = pool.filter(Pool::active);
        if (up.isEmpty()) {
            onProblem.accept(noPool());
            return;
        }
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("storage.volume.upload"));
        File chosen = chooser.showOpenDialog(table.root().getScene().getWindow());
        if (chosen != null) {
            transfers.upload(
                    up.get(),
                    chosen.toPath(),
                    chosen.getName().replaceAll("[^A-Za-z0-9._+-]", "_"),
                    VolumeTransfers.size(chosen.toPath()).orElse(0));
        }
    }

    private void wipe(VolumeLine line) {
        Volume volume = line.volume();
        Confirmation confirmation = new Confirmation(
                texts.get("storage.volume.wipe.title", volume.name()),
                texts.get("storage.volume.wipe.meaning"),
                List.of(volume.path() + " · " + size(volume.allocatedBytes())),
                volume.name(),
                texts.get("storage.volume.wipe"));
        new ConfirmDialog(dialogs, texts)
                .ask(confirmation, () -> submit.accept(new PoolCommand.WipeVolume(volume.id())));
    }

    private Problem noPool() {
        return Problem.of(
                ErrorCode.USAGE_INVALID,
                texts.get(pool.isPresent() ? "storage.volume.inactive" : "storage.volume.nopool"),
                "",
                texts.get("storage.volume.remedy"));
    }

    private Optional<String> refusal(VolumeLine line) {
        return roleRefusal(line)
                .or(() -> line.users().isEmpty()
                        ? Optional.empty()
                        : Optional.of(texts.get("storage.volume.refused.used", String.join(", ", line.users()))));
    }

    private void delete(VolumeLine line) {
        Volume volume = line.volume();
        Confirmation confirmation = new Confirmation(
                texts.get("object.delete.title", volume.name()),
                texts.get("storage.volume.delete.meaning"),
                List.of(volume.path() + " · " + size(volume.allocatedBytes())),
                volume.name(),
                texts.get("object.delete"));
        new ConfirmDialog(dialogs, texts)
                .ask(confirmation, () -> submit.accept(new PoolCommand.DeleteVolume(volume.id())));
    }

    private void create() {
        pool.filter(Pool::active)
                .ifPresentOrElse(
                        found -> new CreateVolumeDialog(dialogs, texts).open(found, names, submit),
                        () -> onProblem.accept(noPool()));
    }

    private String size(long bytes) {
        return Amounts.bytes(bytes, texts.locale());
    }
}
