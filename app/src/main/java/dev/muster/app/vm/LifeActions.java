package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What can be done with VMs beside their power: saving memory, names, clones, moves, tags and notes. */
final class LifeActions {
    /** The actions, in the order they are offered. */
    enum Action {
        SAVE(Icon.STORAGE),
        DISCARD_SAVE(Icon.CLOSE),
        RENAME(Icon.VM),
        CLONE(Icon.COPY),
        MIGRATE(Icon.HOST),
        NOTE(Icon.TAG);

        private final Icon icon;

        Action(Icon icon) {
            this.icon = icon;
        }

        /** Its icon. */
        public Icon icon() {
            return icon;
        }

        /** The keys that do the same. */
        public KeyCombination keys() {
            return switch (this) {
                case SAVE -> key(KeyCode.V);
                case DISCARD_SAVE -> key(KeyCode.X);
                case RENAME -> new KeyCodeCombination(KeyCode.F2);
                case CLONE -> key(KeyCode.N);
                case MIGRATE -> key(KeyCode.M);
                case NOTE -> new KeyCodeCombination(KeyCode.T, KeyCombination.SHORTCUT_DOWN);
            };
        }

        /** The word of its texts, such as {@code discard-save}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static KeyCombination key(KeyCode code) {
            return new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);
        }
    }

    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Supplier<Collection<Host>> hosts;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;

    /**
     * The actions.
     *
     * @param hosts all hosts there are at the moment
     */
    LifeActions(
            Asks asks,
            Texts texts,
            Dialogs dialogs,
            Supplier<Collection<Host>> hosts,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.hosts = hosts;
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** What it is called. */
    public String label(Action action) {
        return texts.get("life." + action.word());
    }

    /** Why it cannot be offered, one sentence; empty when it can. */
    public Optional<String> refusal(Action action, List<Vm> vms) {
        if (vms.isEmpty()) {
            return Optional.of(texts.get("vm.refused.none"));
        }
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        Optional<String> lost = new PowerRules(texts).lost(vms);
        if (lost.isPresent()) {
            return lost;
        }
        return switch (action) {
            case NOTE -> Optional.empty();
            case RENAME ->
                vms.size() > 1 ? Optional.of(texts.get("life.refused.one")) : why(LifeRules.RENAME, vms.getFirst());
            case CLONE ->
                vms.size() > 1 ? Optional.of(texts.get("clone.refused.one")) : why(LifeRules.CLONE, vms.getFirst());
            case MIGRATE -> vms.size() > 1 ? Optional.of(texts.get("migrate.refused.one")) : Optional.empty();
            case SAVE -> ofAny(LifeRules.SAVE, vms);
            case DISCARD_SAVE -> ofAny(LifeRules.DISCARD_SAVE, vms);
        };
    }

    private Optional<String> ofAny(LifeRules rule, List<Vm> vms) {
        if (!affected(rule, vms).isEmpty()) {
            return Optional.empty();
        }
        return vms.size() > 1 ? Optional.of(texts.get("vm.refused.many")) : why(rule, vms.getFirst());
    }

    private Optional<String> why(LifeRules rule, Vm vm) {
        return switch (rule.why(vm)) {
            case NOTHING -> Optional.empty();
            case TRANSIENT -> Optional.of(texts.get("life.refused.transient", vm.name()));
            case NOT_RUNNING, NOT_OFF ->
                Optional.of(texts.get(
                        "vm.refused.state",
                        vm.name(),
                        texts.get("vm.state." + vm.state().word())));
            case SAVED -> Optional.of(texts.get("life.refused.saved", vm.name()));
            case NOT_SAVED -> Optional.of(texts.get("life.refused.not-saved", vm.name()));
        };
    }

    private static List<Vm> affected(LifeRules rule, List<Vm> vms) {
        return vms.stream().filter(vm -> rule.why(vm) == LifeRules.Why.NOTHING).toList();
    }

    /** Does it, after asking for what it needs. Does nothing while it cannot be offered. */
    public void act(Action action, List<Vm> vms) {
        if (refusal(action, vms).isPresent()) {
            return;
        }
        switch (action) {
            case SAVE -> save(affected(LifeRules.SAVE, vms));
            case DISCARD_SAVE -> discard(affected(LifeRules.DISCARD_SAVE, vms));
            case RENAME -> new RenameDialog(dialogs, texts).open(vms.getFirst(), this::submit);
            case CLONE ->
                new CloneDialog(dialogs, texts, new CloneViewModel(asks, texts, vms.getFirst()))
                        .open(vms.getFirst().name(), this::submit);
            case MIGRATE -> migrate(vms.getFirst());
            case NOTE -> new NotesDialog(dialogs, texts).open(new NotesViewModel(texts, vms), this::submit);
        }
    }

    /** To any host but its own, those that are connected first. */
    private void migrate(Vm vm) {
        List<HostId> others = hosts.get().stream()
                .filter(host -> !host.id().equals(vm.id().host()))
                .sorted(Comparator.comparing((Host host) -> host.state() != HostState.CONNECTED)
                        .thenComparing(Host::id))
                .map(Host::id)
                .toList();
        new MigrateDialog(dialogs, texts, new MigrateViewModel(asks, texts, vm, others))
                .open(vm.name(), asks.role().includes(Role.ADMINISTRATOR), this::submit);
    }

    private void save(List<Vm> vms) {
        Runnable submit = () -> submit(new VmCommand.Save(ids(vms)));
        if (vms.size() <= Confirmation.FEW) {
            submit.run();
            return;
        }
        Confirmation confirmation = Confirmation.byKey(
                texts.get("life.save.many", vms.size()),
                texts.get("life.save.meaning"),
                vms.stream().map(PowerRules::placed).toList(),
                label(Action.SAVE));
        new ConfirmDialog(dialogs, texts).ask(confirmation, submit);
    }

    private void discard(List<Vm> vms) {
        List<String> names = vms.stream().map(Vm::name).toList();
        boolean one = names.size() == 1;
        String title =
                one ? texts.get("life.discard.one", names.getFirst()) : texts.get("life.discard.many", names.size());
        new ConfirmDialog(dialogs, texts)
                .ask(
                        new Confirmation(
                                title,
                                texts.get("life.discard.meaning"),
                                names,
                                one ? names.getFirst() : title.toLowerCase(Locale.ROOT),
                                label(Action.DISCARD_SAVE)),
                        () -> submit(new VmCommand.DiscardSave(ids(vms))));
    }

    private static List<VmId> ids(List<Vm> vms) {
        return vms.stream().map(Vm::id).toList();
    }

    private void submit(Command command) {
        asks.submit(command, onJob, onProblem);
    }
}
