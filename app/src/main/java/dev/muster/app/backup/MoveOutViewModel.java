package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;

/** A VM that runs from a restore point and is to be moved out of its repository: where to, and what that means. */
final class MoveOutViewModel {
    /** What is known of the disks that lie upon a point. */
    private sealed interface Disks {
        /** The VM is off, and only the bridge sees what lies under its disks. */
        record Unseen() implements Disks {}

        /** The bridge was asked. */
        record Asked() implements Disks {}

        /** These do. */
        record Known(List<String> targets) implements Disks {}
    }

    private final Texts texts;
    private final LiveInventory inventory;
    private final VmId id;
    private final Submission submission;
    private final ObjectProperty<Optional<Pool>> pool = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> changed();
    private Disks disks = new Disks.Unseen();

    /** Asks at once what lies under the disks of a VM that runs. */
    MoveOutViewModel(Texts texts, Asks asks, LiveInventory inventory, Vm vm, Submission submission) {
        this.texts = texts;
        this.inventory = inventory;
        this.id = vm.id();
        this.submission = submission;
        pool.set(pools().stream().findFirst());
        pool.addListener((observable, oldValue, newValue) -> changed());
        inventory.imageProperty().addListener(onImage);
        if (vm.state().isActive()) {
            disks = new Disks.Asked();
            asks.ask(new VmQuery.Xml(id, true), answer -> know(answer.xml()), why -> know(new Disks.Unseen()));
        }
    }

    /** Nobody looks at it any more. */
    void close() {
        inventory.imageProperty().removeListener(onImage);
    }

    Submission submission() {
        return submission;
    }

    ObjectProperty<Optional<Pool>> poolProperty() {
        return pool;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** The pools of its host that are up, by name. */
    List<Pool> pools() {
        return RestorePlaces.up(inventory.image())
                .filter(one -> one.id().host().equals(id.host()))
                .sorted(Comparator.comparing(Pool::name))
                .toList();
    }

    /** Why it cannot be moved, one sentence; empty where it can. */
    String problem() {
        Optional<Vm> vm = inventory.image().vm(id);
        if (vm.isEmpty()) {
            return texts.get("backup.move.gone");
        }
        if (disks instanceof Disks.Known known && known.targets().isEmpty()) {
            return texts.get("backup.move.none", vm.get().name());
        }
        return pools().isEmpty() ? texts.get("backup.restore.nopool") : "";
    }

    /** What will happen, in sentences. */
    List<String> review() {
        List<String> sentences = new ArrayList<>();
        Optional<Vm> vm = inventory.image().vm(id);
        Optional<Pool> where = pool.get();
        if (vm.isEmpty() || where.isEmpty() || !problem().isEmpty()) {
            return sentences;
        }
        switch (disks) {
            case Disks.Asked _ -> sentences.add(texts.get("backup.move.asking"));
            case Disks.Unseen _ ->
                sentences.add(texts.get("backup.move.unseen", vm.get().name()));
            case Disks.Known known ->
                sentences.add(texts.get("backup.move.disks", vm.get().name(), String.join(", ", known.targets())));
        }
        sentences.add(texts.get(
                vm.get().state().isActive() ? "backup.move.running" : "backup.move.off",
                vm.get().name(),
                where.get().name(),
                Amounts.bytes(where.get().availableBytes(), texts.locale())));
        sentences.add(texts.get("backup.move.after", vm.get().name()));
        sentences.add(texts.get("backup.review.point"));
        return sentences;
    }

    /** Whether it can be sent. */
    boolean canMove() {
        return problem().isEmpty()
                && !(disks instanceof Disks.Asked)
                && pool.get().isPresent()
                && !submission.isBusy();
    }

    /** Sends it. */
    void submit() {
        if (canMove()) {
            pool.get().ifPresent(where -> submission.send(new RestoreCommand.MoveOut(id, where.id())));
        }
    }

    private void know(String xml) {
        try {
            know(new Disks.Known(PointUse.targets(
                    xml, inventory.image().objects(Repository.class).values())));
        } catch (MusterException unreadable) {
            know(new Disks.Unseen());
        }
    }

    private void know(Disks now) {
        disks = now;
        changed();
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }
}
