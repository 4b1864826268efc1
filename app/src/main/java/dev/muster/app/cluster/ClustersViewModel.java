package dev.muster.app.cluster;

import dev.muster.app.ask.Asks;
import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.access.Role;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The clusters, the one that is chosen, and what can be done with it and its VMs. */
final class ClustersViewModel {
    /**
     * What was just done.
     *
     * @param text one sentence
     * @param undo what takes it back; empty where nothing does
     */
    record Notice(String text, Optional<ClusterCommand> undo) {}

    private final Asks asks;
    private final LiveInventory inventory;
    private final Texts texts;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final ObservableList<ClusterId> clusters = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<ClusterBoard>> board = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Notice>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanProperty once = new SimpleBooleanProperty();
    private Optional<ClusterId> chosen = Optional.empty();
    private Optional<Awaited> awaited = Optional.empty();

    /** A cluster that was just described, and who hears its plan once it is there. */
    private record Awaited(ClusterId cluster, Consumer<ClusterPlan> plan) {}

    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (concerns(oldValue, newValue)) {
            show(newValue);
        }
    };

    ClustersViewModel(
            Asks asks, LiveInventory inventory, Texts texts, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.inventory = inventory;
        this.texts = texts;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** Begins to follow the inventory. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        show(inventory.image());
    }

    /** Stops following it. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
        notice.set(Optional.empty());
        awaited = Optional.empty();
    }

    /** All clusters, by name. */
    ObservableList<ClusterId> clusters() {
        return clusters;
    }

    /** The chosen cluster; empty where there is none. */
    ReadOnlyObjectProperty<Optional<ClusterBoard>> boardProperty() {
        return board.getReadOnlyProperty();
    }

    /** What was just done. */
    ReadOnlyObjectProperty<Optional<Notice>> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Whether functions are given for the next boot alone. */
    BooleanProperty onceProperty() {
        return once;
    }

    /** Shows that cluster. */
    void choose(ClusterId cluster) {
        chosen = Optional.of(cluster);
        show(inventory.image());
    }

    /** Why nothing can be changed; empty when it can. */
    Optional<String> refusal() {
        return asks.role().includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("object.refused.role"));
    }

    /** Why that VM cannot be given that function now; empty when it can. */
    Optional<String> assignRefusal(Card card, String function) {
        return refusal()
                .or(() -> card.function().equals(function) && card.once().isEmpty()
                        ? Optional.of(texts.get("cluster.refused.same", card.name(), function))
                        : Optional.empty());
    }

    /** Gives that VM that function, from its next boot on or for that alone. */
    void assign(Card card, String function) {
        if (board.get().isEmpty() || assignRefusal(card, function).isPresent()) {
            return;
        }
        ClusterId cluster = board.get().get().cluster().id();
        boolean alone = once.get() && !card.function().isEmpty();
        submit(new ClusterCommand.Assign(card.id(), cluster, function, alone));
        String text = card.pending().isPresent()
                ? texts.get("cluster.notice.booted", card.name(), function)
                : texts.get(alone ? "cluster.notice.once" : "cluster.notice.assigned", card.name(), function);
        notice.set(Optional.of(new Notice(text, Optional.of(undo(card)))));
    }

    /** Gives that VM the function {@code by} lanes beside its own; whether there is one. */
    boolean move(Card card, int by) {
        Optional<String> function = board.get()
                .flatMap(shown -> shown.beside(card, by))
                .filter(beside -> assignRefusal(card, beside).isEmpty());
        function.ifPresent(beside -> assign(card, beside));
        return function.isPresent();
    }

    /** Takes its function from that VM. */
    void revoke(Card card) {
        if (refusal().isEmpty() && !card.function().isEmpty()) {
            submit(new ClusterCommand.Revoke(card.id()));
            notice.set(
                    Optional.of(new Notice(texts.get("cluster.notice.revoked", card.name()), Optional.of(undo(card)))));
        }
    }

    /** Makes that VM again with empty disks. */
    void replace(Card card) {
        submit(new ClusterCommand.Replace(card.id()));
    }

    /** Takes back what was just done. */
    void undo() {
        notice.get().flatMap(Notice::undo).ifPresent(command -> {
            submit(command);
            notice.set(Optional.of(new Notice(texts.get("cluster.notice.undone"), Optional.empty())));
        });
    }

    /** Says that something was done. */
    void say(String text) {
        notice.set(Optional.of(new Notice(text, Optional.empty())));
    }

    /** Takes the notice away. */
    void dismiss() {
        notice.set(Optional.empty());
    }

    /** What the deployment of the chosen cluster would do. */
    void planDeploy(Consumer<ClusterPlan> answer) {
        board.get()
                .ifPresent(shown ->
                        asks.ask(new ClusterQuery.Plan(shown.cluster().id(), Optional.empty(), 0), answer, onProblem));
    }

    /** What the scaling of a function of the chosen cluster would do. */
    void planScale(ClusterFunction function, int count, Consumer<ClusterPlan> answer) {
        board.get()
                .ifPresent(shown -> asks.ask(
                        new ClusterQuery.Plan(shown.cluster().id(), Optional.of(function.name()), count),
                        answer,
                        onProblem));
    }

    /** Describes a cluster, shows it once it is there, and tells what its deployment would do. */
    void describe(ClusterSpec spec, Consumer<ClusterPlan> plan) {
        awaited = Optional.of(new Awaited(spec.name(), plan));
        submit(new ClusterCommand.Create(spec));
    }

    /** Makes the VMs of a cluster. */
    void deploy(ClusterId cluster) {
        submit(new ClusterCommand.Deploy(cluster));
    }

    /** Gives a function another number of VMs. */
    void scale(ClusterId cluster, String function, int count) {
        submit(new ClusterCommand.Scale(cluster, function, count));
    }

    /** Deletes a cluster with the VMs made for it. */
    void delete(ClusterId cluster) {
        submit(new ClusterCommand.Delete(cluster));
    }

    /** Writes the description of the chosen cluster into a file. */
    void export(Path file) {
        board.get()
                .ifPresent(shown -> asks.with(
                        bridge -> new ClusterFiles(texts)
                                .write(file, shown.cluster().spec()),
                        written -> say(texts.get("cluster.notice.exported", written.toString())),
                        onProblem));
    }

    /** What gives a VM back what it has now; one that had no function has it taken again. */
    private static ClusterCommand undo(Card card) {
        return card.assignment()
                .filter(one -> one.state() == Assignment.State.ACTIVE)
                .<ClusterCommand>map(one -> new ClusterCommand.Assign(
                        one.id(), one.cluster(), one.next(), one.once().isPresent()))
                .orElseGet(() -> new ClusterCommand.Revoke(card.id()));
    }

    private void submit(ClusterCommand command) {
        asks.submit(command, onJob, onProblem);
    }

    private static boolean concerns(InventoryImage before, InventoryImage after) {
        return Stream.of(Cluster.class, Assignment.class, PendingBoot.class, BootTrail.class)
                        .anyMatch(kind -> !before.objects(kind).equals(after.objects(kind)))
                || !before.networks().equals(after.networks())
                || !before.vms().equals(after.vms());
    }

    private void show(InventoryImage image) {
        List<ClusterId> now = image.objects(Cluster.class).values().stream()
                .map(Cluster::id)
                .sorted((one, other) -> one.text().compareTo(other.text()))
                .toList();
        if (!now.equals(clusters)) {
            clusters.setAll(now);
        }
        Optional<Awaited> arrived = awaited.filter(one -> now.contains(one.cluster()));
        if (arrived.isPresent()) {
            awaited = Optional.empty();
            chosen = arrived.map(Awaited::cluster);
        }
        chosen = chosen.filter(now::contains).or(() -> now.stream().findFirst());
        board.set(chosen.flatMap(id -> ClusterBoard.of(image, id)));
        arrived.ifPresent(one -> planDeploy(one.plan()));
    }
}
