package dev.muster.app.group;

import dev.muster.app.ask.Submission;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;

/** A restore of a set about to be asked for: what becomes of the members there are, where the disks go, and the command. */
final class RestoreSetViewModel {
    private final Texts texts;
    private final LiveInventory inventory;
    private final Listed set;
    private final Submission submission;
    private final ObjectProperty<RestoreMode> mode = new SimpleObjectProperty<>(RestoreMode.BESIDE);
    private final StringProperty suffix = new SimpleStringProperty("-restored");
    private final SortedMap<HostId, ObjectProperty<Optional<Pool>>> pools = new TreeMap<>();
    private final BooleanProperty start = new SimpleBooleanProperty(true);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> place();

    RestoreSetViewModel(Texts texts, LiveInventory inventory, Listed set, Submission submission) {
        this.texts = texts;
        this.inventory = inventory;
        this.set = set;
        this.submission = submission;
        for (GroupSet.Member member : set.set().members()) {
            pools.computeIfAbsent(member.vm().host(), host -> new SimpleObjectProperty<>(Optional.empty()));
        }
        place();
        mode.addListener(observable -> {
            submission.edit();
            place();
        });
        pools.values()
                .forEach(pool -> pool.addListener((observable, oldValue, newValue) -> {
                    // how much is free in it changes all the time
                    if (!oldValue.map(Pool::id).equals(newValue.map(Pool::id))) {
                        edited();
                    }
                }));
        suffix.addListener(observable -> edited());
        start.addListener(observable -> edited());
        inventory.imageProperty().addListener(onImage);
    }

    /** Nobody looks at it any more. */
    void close() {
        inventory.imageProperty().removeListener(onImage);
    }

    Listed set() {
        return set;
    }

    ObjectProperty<RestoreMode> modeProperty() {
        return mode;
    }

    /** What is added to the names of new VMs beside those there are. */
    StringProperty suffixProperty() {
        return suffix;
    }

    BooleanProperty startProperty() {
        return start;
    }

    /** The hosts the members were on then. */
    List<HostId> hosts() {
        return List.copyOf(pools.keySet());
    }

    /** Where the disks of the members of that host are put. */
    ObjectProperty<Optional<Pool>> poolProperty(HostId host) {
        return Optional.ofNullable(pools.get(host)).orElseThrow();
    }

    /** The pools that may hold the disks of members of that host, those of that host first. */
    List<Pool> pools(HostId host) {
        InventoryImage image = inventory.image();
        return image.pools().values().stream()
                .filter(Pool::active)
                .filter(pool -> image.isConnected(pool.id().host()))
                .filter(pool ->
                        mode.get() != RestoreMode.IN_PLACE || pool.id().host().equals(host))
                .sorted(Comparator.comparing((Pool pool) -> !pool.id().host().equals(host))
                        .thenComparing(pool -> pool.id().host().text())
                        .thenComparing(Pool::name))
                .toList();
    }

    /** Grows after each change of anything here, the inventory included. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    Submission submission() {
        return submission;
    }

    /** The VM a member is now, wherever it has gone since; empty where it is gone. */
    Optional<Vm> now(GroupSet.Member member) {
        return inventory.image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(member.vm().uuid()))
                .min(Comparator.comparing(vm -> !vm.id().equals(member.vm())));
    }

    /** Where a member comes to be: the host of its pool. */
    Optional<HostId> target(GroupSet.Member member) {
        return poolProperty(member.vm().host()).get().map(pool -> pool.id().host());
    }

    /** The name a member comes to have. */
    String name(GroupSet.Member member) {
        return mode.get() == RestoreMode.BESIDE ? member.name() + suffix.get().strip() : member.name();
    }

    /** What is wrong with the choices, one sentence; empty where nothing is. */
    String problem() {
        if (set.problem().isPresent()) {
            return texts.say(set.problem().get());
        }
        for (HostId host : pools.keySet()) {
            if (poolProperty(host).get().isEmpty()) {
                return texts.get("group.restore.nopool", host.text());
            }
        }
        return switch (mode.get()) {
            case BESIDE -> beside();
            case IN_PLACE -> inPlace();
            case REPLACE -> "";
        };
    }

    private String beside() {
        if (!suffix.get().strip().matches("[A-Za-z0-9._-]{1,32}")) {
            return texts.get("group.restore.suffix.unfit");
        }
        return set.set().members().stream()
                .flatMap(member -> target(member)
                        .filter(host -> inventory.image().vms().values().stream()
                                .anyMatch(vm ->
                                        vm.id().host().equals(host) && vm.name().equals(name(member))))
                        .map(host -> texts.get("group.restore.taken", host.text(), name(member)))
                        .stream())
                .findFirst()
                .orElse("");
    }

    private String inPlace() {
        return set.set().members().stream()
                .filter(member -> inventory.image().vm(member.vm()).isEmpty())
                .findFirst()
                .map(member -> texts.get(
                        "group.restore.gone", member.name(), member.vm().host().text()))
                .orElse("");
    }

    /** What will happen, member by member. */
    List<RestoreSetReview.Line> review() {
        return new RestoreSetReview(texts, this).lines();
    }

    /** What will happen to all of them, in sentences. */
    List<RestoreSetReview.Sentence> sentences() {
        return new RestoreSetReview(texts, this).sentences();
    }

    /** What is asked before something is lost or put aside; empty where nothing is. */
    Optional<Confirmation> confirmation() {
        String group = set.id().group().text();
        return mode.get() == RestoreMode.BESIDE
                ? Optional.empty()
                : Optional.of(new Confirmation(
                        texts.get("group.restore.title", group),
                        "",
                        List.of(group),
                        group,
                        texts.get("group.restore.go")));
    }

    /** The command; empty while something is wrong. */
    Optional<GroupCommand.RestoreSet> command() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<HostId, PoolId> places = new TreeMap<>();
        for (Map.Entry<HostId, ObjectProperty<Optional<Pool>>> entry : pools.entrySet()) {
            entry.getValue().get().ifPresent(pool -> places.put(entry.getKey(), pool.id()));
        }
        return Optional.of(new GroupCommand.RestoreSet(
                set.id(),
                mode.get(),
                mode.get() == RestoreMode.BESIDE ? suffix.get().strip() : "",
                places,
                start.get()));
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        command().ifPresent(submission::send);
    }

    /** A pool stays, where it still is one for this. */
    private void place() {
        pools.forEach((host, pool) -> {
            List<Pool> fitting = pools(host);
            pool.set(pool.get()
                    .flatMap(chosen -> fitting.stream()
                            .filter(one -> one.id().equals(chosen.id()))
                            .findFirst())
                    .or(() -> fitting.stream().findFirst()));
        });
        revision.set(revision.get() + 1);
    }

    private void edited() {
        submission.edit();
        revision.set(revision.get() + 1);
    }
}
