package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A migration about to be made: where to, whether the bridge sees anything in the way, and how. */
public final class MigrateViewModel {
    private final Asks asks;
    private final Texts texts;
    private final Vm vm;
    private final List<HostId> hosts;
    private final ObjectProperty<Optional<HostId>> target = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<MigrationPlan>> plan = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty live = new SimpleBooleanProperty(true);
    private final BooleanProperty copyStorage = new SimpleBooleanProperty();
    private final BooleanProperty autoConverge = new SimpleBooleanProperty(true);
    private final BooleanProperty postCopy = new SimpleBooleanProperty();
    private final StringProperty bandwidth = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private long asked;

    /**
     * A migration of that VM.
     *
     * @param hosts where it might go; the first is looked at at once
     */
    public MigrateViewModel(Asks asks, Texts texts, Vm vm, List<HostId> hosts) {
        this.asks = asks;
        this.texts = texts;
        this.vm = vm;
        this.hosts = List.copyOf(hosts);
        target.addListener((of, was, is) -> look());
        InvalidationListener check = of -> judge();
        List.of(live, copyStorage, autoConverge, postCopy, bandwidth, address)
                .forEach(option -> option.addListener(check));
        live.addListener((of, was, is) -> {
            if (!is) {
                postCopy.set(false);
            }
        });
        target.set(this.hosts.stream().findFirst());
        judge();
    }

    /** Where it might go. */
    public List<HostId> hosts() {
        return hosts;
    }

    /** Where it is to go. */
    public ObjectProperty<Optional<HostId>> targetProperty() {
        return target;
    }

    /** What the bridge found; empty while it looks. */
    public ReadOnlyObjectProperty<Optional<MigrationPlan>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Why it cannot be begun, a sentence; empty when it can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the guest goes on running meanwhile. */
    public BooleanProperty liveProperty() {
        return live;
    }

    /** Whether disks the target does not see are copied. */
    public BooleanProperty copyStorageProperty() {
        return copyStorage;
    }

    /** Whether a guest that writes too fast is slowed down. */
    public BooleanProperty autoConvergeProperty() {
        return autoConverge;
    }

    /** Whether the guest goes on at the target before all its memory is there. */
    public BooleanProperty postCopyProperty() {
        return postCopy;
    }

    /** MiB a second as typed; empty for no limit. */
    public StringProperty bandwidthProperty() {
        return bandwidth;
    }

    /** Where the source reaches the target as typed; empty for the target's own name. */
    public StringProperty addressProperty() {
        return address;
    }

    /** Looks again; things may have changed since. */
    public void look() {
        long mine = ++asked;
        plan.set(Optional.empty());
        judge();
        target.get()
                .ifPresent(to -> asks.ask(
                        new VmQuery.Migrating(vm.id(), to),
                        answer -> {
                            if (mine == asked) {
                                plan.set(Optional.of(answer));
                                copyStorage.set(answer.needsCopies());
                                judge();
                            }
                        },
                        why -> {
                            if (mine == asked) {
                                problem.set(texts.say(why));
                            }
                        }));
    }

    /** The command; empty while it cannot be sent. */
    public Optional<VmCommand.Migrate> command() {
        return problem.get().isEmpty() ? options().flatMap(this::command) : Optional.empty();
    }

    private Optional<VmCommand.Migrate> command(MigrationOptions options) {
        return target.get().map(to -> new VmCommand.Migrate(vm.id(), to, options));
    }

    private void judge() {
        if (target.get().isEmpty()) {
            problem.set(texts.get("migrate.nowhere"));
        } else if (plan.get().isEmpty()) {
            problem.set(texts.get("migrate.asking"));
        } else if (!plan.get().get().possible()) {
            problem.set(
                    texts.get("migrate.blocked", vm.name(), target.get().get().text()));
        } else if (plan.get().get().needsCopies() && !copyStorage.get()) {
            problem.set(texts.get("migrate.copies"));
        } else {
            problem.set(options().isPresent() ? "" : texts.get("migrate.options.unfit"));
        }
    }

    private Optional<MigrationOptions> options() {
        try {
            String limit = bandwidth.get().strip();
            return Optional.of(new MigrationOptions(
                    live.get(),
                    copyStorage.get(),
                    limit.isEmpty() ? 0 : Long.parseLong(limit),
                    autoConverge.get(),
                    postCopy.get(),
                    address.get().strip()));
        } catch (NumberFormatException | MusterException unfit) {
            return Optional.empty();
        }
    }
}
