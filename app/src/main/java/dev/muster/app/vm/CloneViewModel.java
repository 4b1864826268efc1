package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.VmCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A clone about to be made: its name, what becomes of each disk, and what stands in the way, as the bridge sees it. */
public final class CloneViewModel {
    private final Asks asks;
    private final Texts texts;
    private final Vm vm;
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<ClonePlan>> plan = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sum = new ReadOnlyStringWrapper("");
    private final Map<String, Fate> chosen = new HashMap<>();
    private long asked;

    /** A clone of that VM; asks for a plan at once. */
    public CloneViewModel(Asks asks, Texts texts, Vm vm) {
        this.asks = asks;
        this.texts = texts;
        this.vm = vm;
        ask("");
        name.addListener((of, was, is) -> {
            if (plan.get().filter(known -> known.name().equals(is)).isEmpty()) {
                ask(is);
            }
        });
    }

    /** What it is to be called; the bridge proposes a free name. */
    public StringProperty nameProperty() {
        return name;
    }

    /** What would be done; empty until the bridge has answered. */
    public ReadOnlyObjectProperty<Optional<ClonePlan>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Why it cannot be made, one or two sentences; empty when it can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** How much is copied, in words. */
    public ReadOnlyStringProperty sumProperty() {
        return sum.getReadOnlyProperty();
    }

    /** What becomes of a disk. */
    public Fate fate(CloneDisk disk) {
        return Optional.ofNullable(chosen.get(disk.target()))
                .filter(disk.possible()::contains)
                .orElse(disk.fate());
    }

    /** Chooses what becomes of a disk. */
    public void choose(CloneDisk disk, Fate fate) {
        chosen.put(disk.target(), fate);
        plan.get().ifPresent(this::sum);
    }

    /** What a fate is called; a drive that is left out is there and empty. */
    public String word(CloneDisk disk, Fate fate) {
        boolean drive = disk.device().equals("cdrom") || disk.device().equals("floppy");
        return switch (fate) {
            case COPY -> texts.get("clone.fate.copy");
            case SHARE -> texts.get("clone.fate.share");
            case LEAVE_OUT -> texts.get(drive ? "clone.fate.empty" : "clone.fate.leave-out");
        };
    }

    /** What that means for the disk: the copy and its size, or why there can be none. */
    public String meaning(CloneDisk disk) {
        return switch (fate(disk)) {
            case COPY -> texts.get("clone.copy", disk.copy(), disk.pool(), Amounts.bytes(disk.bytes(), texts.locale()));
            case SHARE -> disk.source().isEmpty() ? texts.get("clone.nothing") : texts.get("clone.shared");
            case LEAVE_OUT -> texts.say(disk.why());
        };
    }

    /** The command; empty while it cannot be sent. */
    public Optional<VmCommand.Clone> command() {
        return plan.get()
                .filter(known -> problem.get().isEmpty()
                        && known.name().equals(name.get().strip()))
                .map(known -> new VmCommand.Clone(
                        vm.id(),
                        known.name(),
                        known.disks().stream()
                                .map(disk -> new VmCommand.CloneChoice(disk.target(), fate(disk), ""))
                                .toList()));
    }

    private void ask(String wanted) {
        long mine = ++asked;
        if (asked > 1) {
            Optional<String> unfit = unfit(wanted);
            problem.set(unfit.orElse(texts.get("clone.asking")));
            if (unfit.isPresent()) {
                return;
            }
        }
        asks.ask(
                new dev.muster.model.vm.VmQuery.Cloning(vm.id(), wanted.strip()),
                answer -> {
                    if (mine == asked) {
                        take(answer);
                    }
                },
                why -> {
                    if (mine == asked) {
                        problem.set(sentence(why));
                    }
                });
    }

    private Optional<String> unfit(String wanted) {
        try {
            var _ = new VmCommand.Clone(vm.id(), wanted.strip(), List.of());
            return Optional.empty();
        } catch (MusterException refused) {
            return Optional.of(texts.get("clone.name.unfit"));
        }
    }

    private void take(ClonePlan answer) {
        plan.set(Optional.of(answer));
        if (name.get().isEmpty()) {
            name.set(answer.name());
        }
        sum(answer);
        problem.set(answer.refusal().map(this::sentence).orElse(""));
    }

    private String sentence(Problem why) {
        return texts.say(why);
    }

    private void sum(ClonePlan known) {
        List<CloneDisk> copied =
                known.disks().stream().filter(disk -> fate(disk) == Fate.COPY).toList();
        long bytes = copied.stream().mapToLong(CloneDisk::bytes).sum();
        sum.set(texts.get("clone.sum", copied.size(), Amounts.bytes(bytes, texts.locale())));
    }
}
