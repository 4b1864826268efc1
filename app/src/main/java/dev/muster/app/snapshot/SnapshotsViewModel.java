package dev.muster.app.snapshot;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDeletion;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.snapshot.SnapshotTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The snapshots of one VM: what there is, what can be done and why not. Used on the window's thread only. */
public final class SnapshotsViewModel {
    private final Asks asks;
    private final VmId vm;
    private final Texts texts;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final ReadOnlyObjectWrapper<SnapshotTree> tree;
    private long asked;

    /** Of that VM; nothing is read before {@link #load}. */
    public SnapshotsViewModel(Asks asks, VmId vm, Texts texts, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.vm = vm;
        this.texts = texts;
        this.onJob = onJob;
        this.onProblem = onProblem;
        this.tree = new ReadOnlyObjectWrapper<>(new SnapshotTree(vm, List.of(), Optional.empty(), Optional.empty()));
    }

    /** What there is. */
    public ReadOnlyObjectProperty<SnapshotTree> treeProperty() {
        return tree.getReadOnlyProperty();
    }

    /** Reads what there is; an answer that comes after a later one was asked for is dropped. */
    public void load() {
        long number = ++asked;
        asks.ask(
                new SnapshotQuery.Tree(vm),
                answer -> {
                    if (number == asked) {
                        tree.set(answer);
                    }
                },
                onProblem);
    }

    /** Why none can be made; empty when some sort can. */
    public Optional<String> createRefusal() {
        if (!may()) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        return refusal(Place.EXTERNAL).isPresent() ? refusal(Place.INTERNAL) : Optional.empty();
    }

    /** Why none of that sort can be made, with what to do; empty when it can. */
    public Optional<String> refusal(Place place) {
        Optional<Problem> refused = switch (place) {
            case INTERNAL -> tree.get().internalRefused();
            case EXTERNAL -> tree.get().externalRefused();
        };
        return refused.map(this::sentence);
    }

    /** Why the VM cannot go back to it; empty when it can. */
    public Optional<String> revertRefusal(Snapshot to) {
        if (!may()) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        if (to.place() == Place.EXTERNAL) {
            return Optional.of(texts.get("snapshot.refused.external"));
        }
        return tree.get().descendants(to.name()).stream()
                .filter(one -> one.place() == Place.EXTERNAL)
                .findFirst()
                .map(one -> texts.get("snapshot.refused.overlaid", one.name()));
    }

    /** Why it cannot be deleted by this operator; what else speaks against it is asked of the bridge. */
    public Optional<String> deleteRefusal() {
        return may() ? Optional.empty() : Optional.of(texts.get("vm.refused.role"));
    }

    /** A name nobody has yet. */
    public String freshName() {
        int number = tree.get().snapshots().size() + 1;
        while (tree.get().snapshot(texts.get("snapshot.fresh", number)).isPresent()) {
            number++;
        }
        return texts.get("snapshot.fresh", number);
    }

    /** What is wrong with the fields of a new one; empty when nothing is. */
    public String problem(String name, String description, Place place) {
        if (tree.get().snapshot(name).isPresent()) {
            return texts.get("snapshot.problem.taken", name);
        }
        try {
            var _ = new SnapshotCommand.Create(vm, name, description, place);
        } catch (MusterException e) {
            return texts.get("snapshot.problem.name");
        }
        return refusal(place).orElse("");
    }

    /** Makes one. */
    public void create(String name, String description, Place place) {
        asks.submit(new SnapshotCommand.Create(vm, name, description, place), onJob, onProblem);
    }

    /** What is asked before the VM goes back. */
    public Confirmation revertConfirmation(String vmName, Snapshot to, String when) {
        return new Confirmation(
                texts.get("snapshot.revert.title", vmName, to.name()),
                texts.get(to.memory() ? "snapshot.revert.memory" : "snapshot.revert.disks", vmName, when),
                List.of(vmName),
                vmName,
                texts.get("snapshot.revert"));
    }

    /** Goes back. */
    public void revert(Snapshot to) {
        asks.submit(new SnapshotCommand.Revert(vm, to.name()), onJob, onProblem);
    }

    /** Asks what would go with one. */
    public void plan(Snapshot one, boolean children, Consumer<SnapshotDeletion> answer) {
        asks.ask(new SnapshotQuery.Deletion(vm, one.name(), children), answer, onProblem);
    }

    /** What a deletion does, line by line. */
    public List<String> lines(SnapshotDeletion plan) {
        List<String> lines = new ArrayList<>();
        plan.going().forEach(name -> lines.add(texts.get("snapshot.delete.going", name)));
        plan.moving().forEach(name -> lines.add(texts.get("snapshot.delete.moving", name)));
        plan.merges().forEach(merge -> lines.add(texts.get("snapshot.delete.merge", merge.overlay(), merge.into())));
        plan.files().forEach(file -> lines.add(texts.get("snapshot.delete.file", file)));
        if (plan.files().isEmpty() && plan.refused().isEmpty()) {
            lines.add(texts.get("snapshot.delete.nofiles"));
        }
        plan.refused().ifPresent(refused -> lines.add(sentence(refused)));
        return List.copyOf(lines);
    }

    /** Deletes it. */
    public void delete(SnapshotDeletion plan) {
        asks.submit(new SnapshotCommand.Delete(vm, plan.name(), plan.going().size() > 1), onJob, onProblem);
    }

    private boolean may() {
        return asks.role().includes(Role.OPERATOR);
    }

    private String sentence(Problem problem) {
        return texts.say(problem) + " (" + problem.code().id() + ")";
    }
}
