package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.MusterException;
import dev.muster.model.recovery.Advice;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanEdit;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanGraph;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** The draft of a plan: what was changed since its version, what is wrong with it, and how long it would take. */
final class PlanEditorViewModel {
    private final PlanId plan;
    private final Texts texts;
    private final Role role;
    private final DraftHistory history = new DraftHistory();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper foreseen = new ReadOnlyIntegerWrapper();
    private final Measures measures;
    private PlanSpec saved;
    private long version;
    private PlanSpec spec;
    private List<PlanLine> lines = List.of();
    private List<PlanFault> faults = List.of();
    private final NewestWork<Forecast> forecasts;
    private final NewestWork<List<Advice>> advices;
    private Forecast forecast = Forecast.of(PlanSpec.of(List.of()), Measures.NONE, Limits.NONE);
    private List<Advice> advice = List.of();
    private Optional<DropPlace> preview = Optional.empty();
    private String refused = "";

    /**
     * A draft of a version.
     *
     * @param version the version it begins with
     * @param saved what that says
     * @param measures measured times
     * @param background where forecasts are made: one of a large plan takes longer than a frame
     * @param ui the window's thread
     */
    PlanEditorViewModel(
            PlanId plan,
            long version,
            PlanSpec saved,
            Measures measures,
            Texts texts,
            Role role,
            Executor background,
            Executor ui) {
        this.plan = plan;
        this.version = version;
        this.saved = saved;
        this.spec = saved;
        this.measures = measures;
        this.texts = texts;
        this.role = role;
        this.forecasts = new NewestWork<>(background, ui, this::foreseen);
        this.advices = new NewestWork<>(background, ui, this::advised);
        changed();
    }

    private void foresee(Callable<PlanSpec> draft) {
        forecasts.ask(() -> {
            PlanSpec of = draft.call();
            return Forecast.of(of, measures, Limits.of(of));
        });
    }

    private void foreseen(Forecast made) {
        forecast = made;
        foreseen.set(foreseen.get() + 1);
    }

    private void advised(List<Advice> made) {
        advice = made;
        // advice that comes before the first forecast is shown with it
        if (foreseen.get() > 0) {
            foreseen.set(foreseen.get() + 1);
        }
    }

    /** Grows after each change of the draft. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Grows after each change of the forecast or the advice; 0 until the first forecast is there. */
    ReadOnlyIntegerProperty foreseenProperty() {
        return foreseen.getReadOnlyProperty();
    }

    PlanId plan() {
        return plan;
    }

    /** What the draft says. */
    PlanSpec spec() {
        return spec;
    }

    List<PlanLine> lines() {
        return lines;
    }

    List<PlanFault> faults() {
        return faults;
    }

    /**
     * The newest forecast: of the draft; while something is dragged, as it would be when it is dropped there. It follows a little
     * after each change.
     */
    Forecast forecast() {
        return forecast;
    }

    /** What other limits would do to the draft; it follows a little after each change too. */
    List<Advice> advice() {
        return advice;
    }

    /** The version the draft begins with. */
    long version() {
        return version;
    }

    /** Whether the draft says something else than its version. */
    boolean isDirty() {
        return !spec.equals(saved);
    }

    /** Why the last change was not made; empty where it was. */
    String refused() {
        return refused;
    }

    /** Why nothing can be changed; empty where it can. */
    Optional<String> refusal() {
        return role.includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("object.refused.role"));
    }

    /** Why the draft cannot be saved; empty where it can. */
    Optional<String> saveRefusal() {
        return refusal()
                .or(() -> isDirty() ? Optional.empty() : Optional.of(texts.get("recovery.save.refused.same")))
                .or(() -> faults.isEmpty()
                        ? Optional.empty()
                        : Optional.of(texts.get("recovery.save.refused.faults", faults.size())));
    }

    /** Changes the draft, unless that is refused. */
    void edit(UnaryOperator<PlanSpec> change) {
        if (refusal().isPresent()) {
            return;
        }
        try {
            PlanSpec next = change.apply(spec);
            if (!next.equals(spec)) {
                history.keep(spec);
                spec = next;
            }
            refused = "";
        } catch (MusterException unfit) {
            refused = texts.say(unfit.problem());
        }
        changed();
    }

    private void changed() {
        lines = PlanLine.of(spec);
        faults = PlanCheck.of(spec);
        preview = Optional.empty();
        PlanSpec draft = spec;
        foresee(() -> draft);
        advices.ask(() -> Advice.of(draft, measures, Limits.of(draft)));
        revision.set(revision.get() + 1);
    }

    boolean canUndo() {
        return history.canUndo();
    }

    boolean canRedo() {
        return history.canRedo();
    }

    void undo() {
        history.undo(spec).ifPresent(this::step);
    }

    void redo() {
        history.redo(spec).ifPresent(this::step);
    }

    private void step(PlanSpec to) {
        spec = to;
        refused = "";
        changed();
    }

    /** Shows what the forecast would be if those items were dropped there; empty for the draft as it is. */
    void preview(Collection<String> keys, Optional<DropPlace> place) {
        if (!place.equals(preview)) {
            preview = place;
            PlanSpec draft = spec;
            List<String> moved = List.copyOf(keys);
            foresee(() -> place.map(to -> PlanEdit.move(draft, moved, to.tier(), to.index()))
                    .orElse(draft));
        }
    }

    /** Moves items there. */
    void move(Collection<String> keys, DropPlace place) {
        edit(plan -> PlanEdit.move(plan, keys, place.tier(), place.index()));
    }

    /** Moves items one place up or down, into the tier beside theirs at its end. */
    void moveBy(Collection<String> keys, boolean down) {
        Set<String> moved = new HashSet<>(keys);
        List<PlanLine.OfItem> items = lines.stream()
                .filter(line -> line.key().filter(moved::contains).isPresent())
                .map(PlanLine.OfItem.class::cast)
                .toList();
        if (!items.isEmpty()) {
            (down ? below(items.getLast()) : above(items.getFirst())).ifPresent(place -> move(keys, place));
        }
    }

    private Optional<DropPlace> above(PlanLine.OfItem first) {
        if (first.index() > 0) {
            return Optional.of(new DropPlace(first.tier(), first.index() - 1));
        }
        return first.tier() == 0
                ? Optional.empty()
                : Optional.of(new DropPlace(
                        first.tier() - 1,
                        spec.tiers().get(first.tier() - 1).items().size()));
    }

    private Optional<DropPlace> below(PlanLine.OfItem last) {
        if (last.index() + 1 < spec.tiers().get(last.tier()).items().size()) {
            return Optional.of(new DropPlace(last.tier(), last.index() + 2));
        }
        return last.tier() + 1 == spec.tiers().size()
                ? Optional.empty()
                : Optional.of(new DropPlace(last.tier() + 1, 0));
    }

    /** The cycle that a need would make; empty where it would make none. */
    Optional<PlanGraph.Cycle> cycleWith(String key, String need) {
        return PlanGraph.of(spec).cycleWith(key, need);
    }

    /** Lets an item need another, unless they would wait for each other. */
    void addNeed(String key, String need) {
        Optional<PlanGraph.Cycle> cycle = cycleWith(key, need);
        if (cycle.isPresent()) {
            refuse(texts.get("recovery.needs.cycle", cycle.get().text()));
            return;
        }
        edit(plan -> {
            List<String> needs =
                    new ArrayList<>(plan.item(key).map(PlanItem::needs).orElse(List.of()));
            needs.add(need);
            return PlanEdit.setNeeds(plan, key, needs);
        });
    }

    /** Lets an item no longer need another. */
    void removeNeed(String key, String need) {
        edit(plan -> PlanEdit.setNeeds(
                plan,
                key,
                plan.item(key).map(PlanItem::needs).orElse(List.of()).stream()
                        .filter(one -> !one.equals(need))
                        .toList()));
    }

    /** Says why a change was not made. */
    void refuse(String why) {
        refused = why;
        revision.set(revision.get() + 1);
    }

    /** Changes an item as it is then; one that is gone stays gone. */
    void item(String key, UnaryOperator<PlanItem> change) {
        edit(plan -> plan.item(key)
                .map(item -> PlanEdit.replace(plan, key, change.apply(item)))
                .orElse(plan));
    }

    /** Changes a machine as it is then. */
    void machine(String key, UnaryOperator<PlanMachine> change) {
        item(key, item -> item instanceof PlanMachine machine ? change.apply(machine) : item);
    }

    /** Changes a network, told by its number from 0, as it is then. */
    void network(int number, UnaryOperator<RecoveryNetwork> change) {
        edit(plan -> {
            List<RecoveryNetwork> networks = new ArrayList<>(plan.networks());
            networks.set(number, change.apply(networks.get(number)));
            return plan.withNetworks(networks);
        });
    }

    /** The path of a line in the plan. */
    static String path(PlanLine line) {
        return switch (line) {
            case PlanLine.OfItem of -> "tiers[" + of.tier() + "].items[" + of.index() + "]";
            case PlanLine.OfTier of -> "tiers[" + of.tier() + "]";
            case PlanLine.OfNetwork of -> "networks[" + of.number() + "]";
        };
    }

    /** The faults of the plan that are of none of its lines. */
    List<PlanFault> ownFaults() {
        return faults.stream()
                .filter(fault ->
                        !fault.path().startsWith("tiers[") && !fault.path().startsWith("networks["))
                .toList();
    }

    /** The faults of a line. */
    List<PlanFault> faults(PlanLine line) {
        return switch (line) {
            case PlanLine.OfItem of -> under(path(of));
            case PlanLine.OfTier of ->
                under(path(of)).stream()
                        .filter(fault -> !fault.path().contains(".items["))
                        .toList();
            case PlanLine.OfNetwork of -> under(path(of));
        };
    }

    private List<PlanFault> under(String path) {
        return faults.isEmpty()
                ? faults
                : faults.stream()
                        .filter(fault ->
                                fault.path().equals(path) || fault.path().startsWith(path + "."))
                        .toList();
    }

    /** The command that saves the draft; {@code over} whatever version is the newest now. Empty where that is refused. */
    Optional<RecoveryCommand> save(String comment, boolean over) {
        return saveRefusal().isPresent()
                ? Optional.empty()
                : Optional.of(new RecoveryCommand.Set(plan, spec, over ? 0 : version, comment));
    }

    /** Hears of a newer version: takes it where nothing was changed, or where it says what the draft does. */
    void offer(long newest, PlanSpec content) {
        if (newest != version && (!isDirty() || spec.equals(content))) {
            version = newest;
            saved = content;
            spec = content;
            changed();
        }
    }

    /** Drops all changes and takes that version. */
    void reset(long newest, PlanSpec content) {
        version = newest;
        saved = content;
        spec = content;
        history.clear();
        changed();
    }
}
