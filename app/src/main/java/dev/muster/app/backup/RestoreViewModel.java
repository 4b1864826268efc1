package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmName;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;

/** A restore about to be asked for: what is made of the point and where, what is wrong with that, and the command. */
final class RestoreViewModel {
    private final Texts texts;
    private final LiveInventory inventory;
    private final Point point;
    private final Submission submission;
    private final ObjectProperty<RestoreKind> kind = new SimpleObjectProperty<>(RestoreKind.NEW);
    private final ObjectProperty<Optional<Pool>> pool = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<DiskContent>> disk;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty volume = new SimpleStringProperty("");
    private final ObjectProperty<Macs> macs = new SimpleObjectProperty<>(Macs.NEW);
    private final BooleanProperty start = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage;
    private String proposedName = "";
    private String proposedVolume = "";

    RestoreViewModel(Texts texts, LiveInventory inventory, Point point, Submission submission) {
        this.texts = texts;
        this.inventory = inventory;
        this.point = point;
        this.submission = submission;
        this.disk = new SimpleObjectProperty<>(point.manifest().disks().stream().findFirst());
        this.onImage = (observable, oldValue, newValue) -> place();
        macs.set(places().vm().isPresent() ? Macs.NEW : Macs.KEPT);
        place();
        kind.addListener((observable, oldValue, newValue) -> edited(this::place));
        pool.addListener((observable, oldValue, newValue) -> {
            // how much is free in it changes all the time
            if (!oldValue.map(Pool::id).equals(newValue.map(Pool::id))) {
                edited(this::propose);
            }
        });
        disk.addListener((observable, oldValue, newValue) -> edited(this::propose));
        List.of(name, volume, macs, start).forEach(field -> field.addListener(observable -> edited(this::check)));
        inventory.imageProperty().addListener(onImage);
    }

    /** Nobody looks at it any more. */
    void close() {
        inventory.imageProperty().removeListener(onImage);
    }

    Point point() {
        return point;
    }

    RestorePlaces places() {
        return new RestorePlaces(inventory.image(), point);
    }

    ObjectProperty<RestoreKind> kindProperty() {
        return kind;
    }

    /** Where it is restored to, and thereby on which host; empty where there is no pool for that. */
    ObjectProperty<Optional<Pool>> poolProperty() {
        return pool;
    }

    /** Which disk, where only one is restored. */
    ObjectProperty<Optional<DiskContent>> diskProperty() {
        return disk;
    }

    /** The name of a new VM. */
    StringProperty nameProperty() {
        return name;
    }

    /** The name of a new volume. */
    StringProperty volumeProperty() {
        return volume;
    }

    ObjectProperty<Macs> macsProperty() {
        return macs;
    }

    BooleanProperty startProperty() {
        return start;
    }

    /** What is wrong with the fields, one or two sentences; empty where nothing is. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Grows after each change of anything here, the inventory included. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** What follows from the choice of MAC addresses. */
    String macsMeaning() {
        boolean there = places().vm().isPresent();
        return texts.get(
                "backup.restore.macs." + (macs.get() == Macs.NEW ? "new" : "kept") + (there ? ".beside" : ".gone"),
                point.manifest().name());
    }

    /** What will happen, in sentences. */
    List<RestoreReview.Sentence> review() {
        return new RestoreReview(texts, this).sentences();
    }

    /** What is asked before something is lost; empty where nothing is. */
    Optional<Confirmation> confirmation() {
        return kind.get() == RestoreKind.IN_PLACE
                ? places().vm()
                        .map(vm -> new Confirmation(
                                texts.get("backup.restore.title", vm.name()),
                                "",
                                List.of(vm.name()),
                                vm.name(),
                                texts.get("backup.restore.go")))
                : Optional.empty();
    }

    /** The command; empty while something is wrong. */
    Optional<RestoreCommand> command() {
        Optional<Pool> where = pool.get();
        if (!problem.get().isEmpty() || where.isEmpty()) {
            return Optional.empty();
        }
        var to = where.get().id();
        return switch (kind.get()) {
            case NEW ->
                Optional.of(new RestoreCommand.RestoreAsNew(
                        point.id(), to, name.get().strip(), macs.get(), start.get()));
            case IN_PLACE ->
                places().vm().map(vm -> new RestoreCommand.RestoreInPlace(point.id(), vm.id(), to, start.get()));
            case DISK ->
                disk.get()
                        .map(one -> new RestoreCommand.RestoreDisk(
                                point.id(), one.target(), to, volume.get().strip()));
            case INSTANT ->
                Optional.of(new RestoreCommand.RestoreInstantly(
                        point.id(), to, name.get().strip(), macs.get()));
        };
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        check();
        command().ifPresent(submission::send);
    }

    Submission submission() {
        return submission;
    }

    /** The pool stays, where it is still one for this; a VM that is off may be started meanwhile, a pool may go. */
    private void place() {
        List<Pool> fitting = places().pools(kind.get());
        pool.set(pool.get()
                .flatMap(chosen -> fitting.stream()
                        .filter(one -> one.id().equals(chosen.id()))
                        .findFirst())
                .or(() -> fitting.stream().findFirst()));
        propose();
    }

    /** Proposes names, where none was typed. */
    private void propose() {
        pool.get().ifPresent(where -> {
            String before = proposedName;
            proposedName = places().freeName(where.id().host());
            if (name.get().equals(before)) {
                name.set(proposedName);
            }
            String beforeVolume = proposedVolume;
            proposedVolume =
                    disk.get().map(one -> places().freeVolume(where, one)).orElse("");
            if (volume.get().equals(beforeVolume)) {
                volume.set(proposedVolume);
            }
        });
        check();
    }

    private void edited(Runnable then) {
        submission.edit();
        then.run();
    }

    private void check() {
        problem.set(wrong());
        revision.set(revision.get() + 1);
    }

    private String wrong() {
        Optional<String> refusal = places().refusal(kind.get(), texts);
        if (refusal.isPresent() || pool.get().isEmpty()) {
            return refusal.orElseGet(() -> texts.get("backup.restore.nopool"));
        }
        Pool where = pool.get().get();
        return switch (kind.get()) {
            case NEW, INSTANT -> wrongName(where);
            case DISK -> wrongVolume(where);
            case IN_PLACE -> "";
        };
    }

    private String wrongName(Pool where) {
        try {
            VmName.require(name.get().strip());
        } catch (MusterException unfit) {
            return texts.get("clone.name.unfit");
        }
        return places().hasVm(where.id().host(), name.get().strip())
                ? texts.get(
                        "backup.restore.taken",
                        where.id().host().text(),
                        name.get().strip())
                : "";
    }

    private String wrongVolume(Pool where) {
        try {
            if (disk.get().isPresent()) {
                var _ = new RestoreCommand.RestoreDisk(
                        point.id(),
                        disk.get().get().target(),
                        where.id(),
                        volume.get().strip());
            }
        } catch (MusterException unfit) {
            return texts.say(unfit.problem());
        }
        return places().hasVolume(where, volume.get().strip())
                ? texts.get(
                        "backup.restore.taken.volume",
                        where.name(),
                        volume.get().strip())
                : "";
    }

    /** The VM the point was captured from. */
    Optional<Vm> vm() {
        return places().vm();
    }
}
