package dev.muster.app.cluster;

import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What a VM did to boot and which function it has. */
final class BootViewModel {
    /**
     * One line of a list that grows at its top.
     *
     * @param place 0 for the newest
     * @param what what is on it
     */
    record Line<T>(int place, T what) {}

    private final Identifier id;
    private final Texts texts;
    private final LiveRows<Integer, Line<BootTrail.Entry>> trail = new LiveRows<>(Line::place);
    private final LiveRows<Integer, Line<Assignment.Change>> history = new LiveRows<>(Line::place);
    private final ReadOnlyObjectWrapper<Optional<Assignment>> assignment =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Boolean> known = new ReadOnlyObjectWrapper<>(false);

    BootViewModel(VmId vm, Texts texts) {
        this.id = new Identifier(vm.uuid());
        this.texts = texts;
    }

    /** What happened, the newest first. */
    LiveRows<Integer, Line<BootTrail.Entry>> trail() {
        return trail;
    }

    /** What became of its assignment, the newest first. */
    LiveRows<Integer, Line<Assignment.Change>> history() {
        return history;
    }

    ReadOnlyObjectProperty<Optional<Assignment>> assignmentProperty() {
        return assignment.getReadOnlyProperty();
    }

    /** Why its last boot stopped; empty when it did not. */
    ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether anything is known of it. */
    ReadOnlyObjectProperty<Boolean> knownProperty() {
        return known.getReadOnlyProperty();
    }

    /** The VM as it is in this image. */
    void show(InventoryImage image) {
        Optional<Assignment> now = image.object(Assignment.class, id);
        List<BootTrail.Entry> entries =
                image.object(BootTrail.class, id).map(BootTrail::entries).orElse(List.of());
        trail.show(lines(entries));
        history.show(lines(now.map(Assignment::history).orElse(List.of())));
        known.set(now.isPresent() || !entries.isEmpty());
        assignment.set(now);
        problem.set(
                entries.isEmpty() || entries.getLast().kind() != BootTrail.Kind.STOPPED
                        ? Optional.empty()
                        : Optional.of(Problem.of(
                                ErrorCode.CLUSTER_STATE,
                                texts.get(
                                        "cluster.stopped.what",
                                        texts.say(entries.getLast().text())),
                                texts.get("cluster.stopped.meaning"),
                                texts.get("cluster.stopped.remedy"))));
    }

    private static <T> List<Line<T>> lines(List<T> all) {
        List<Line<T>> lines = new ArrayList<>();
        for (T each : all.reversed()) {
            lines.add(new Line<>(lines.size(), each));
        }
        return lines;
    }
}
