package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.Dialogs;
import dev.muster.app.feature.AppAction;
import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What the operator can do with VMs, from wherever it is asked: tool bar, context menu or keyboard. */
final class VmActions {
    private static final List<PowerAction> ORDER = List.of(
            PowerAction.START,
            PowerAction.SHUT_DOWN,
            PowerAction.REBOOT,
            PowerAction.SUSPEND,
            PowerAction.RESUME,
            PowerAction.FORCE_OFF);

    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final PowerRules rules;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final LifeActions life;

    /**
     * The actions.
     *
     * @param hosts all hosts there are at the moment
     * @param onJob hears of each job that was begun
     * @param onProblem where refusals are shown
     */
    VmActions(
            Asks asks,
            Texts texts,
            Dialogs dialogs,
            Supplier<Collection<Host>> hosts,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.rules = new PowerRules(texts);
        this.onJob = onJob;
        this.onProblem = onProblem;
        this.life = new LifeActions(asks, texts, dialogs, hosts, onJob, onProblem);
    }

    /** All of it, in the order it is offered. */
    public List<AppAction> all() {
        List<AppAction> all = new ArrayList<>();
        for (PowerAction action : ORDER) {
            AppAction made = AppAction.onVms(
                            "power." + action.word(),
                            icon(action),
                            vms -> label(action, vms),
                            vms -> refusal(action, vms),
                            vms -> power(action, vms))
                    .in(action.isDestructive() ? AppAction.Group.DESTRUCTIVE : AppAction.Group.POWER)
                    .withKeys(keys(action))
                    .withButton();
            all.add(made);
        }
        for (LifeActions.Action action : LifeActions.Action.values()) {
            all.add(AppAction.onVms(
                            "life." + action.word(),
                            action.icon(),
                            vms -> life.label(action),
                            vms -> life.refusal(action, vms),
                            vms -> life.act(action, vms))
                    .withKeys(action.keys()));
        }
        all.add(AppAction.onVms(
                        "vm.delete",
                        Icon.DELETE,
                        vms -> texts.get("vm.action.delete"),
                        this::deleteRefusal,
                        this::delete)
                .in(AppAction.Group.DESTRUCTIVE)
                .withKeys(new KeyCodeCombination(KeyCode.DELETE))
                .withButton());
        return List.copyOf(all);
    }

    /** Starting VMs whose memory is saved is called what it is. */
    private String label(PowerAction action, List<Vm> vms) {
        List<Vm> off = PowerRules.affected(action, vms);
        boolean saved =
                action == PowerAction.START && !off.isEmpty() && off.stream().allMatch(Vm::savedState);
        return texts.get(saved ? "vm.action.start.saved" : "vm.action." + action.word());
    }

    private static Icon icon(PowerAction action) {
        return switch (action) {
            case START -> Icon.START;
            case SHUT_DOWN -> Icon.SHUT_DOWN;
            case REBOOT -> Icon.RETRY;
            case SUSPEND -> Icon.PAUSED;
            case RESUME -> Icon.RESUME;
            case FORCE_OFF -> Icon.FORCE_OFF;
        };
    }

    private static KeyCombination keys(PowerAction action) {
        KeyCode code = switch (action) {
            case START -> KeyCode.S;
            case SHUT_DOWN -> KeyCode.D;
            case REBOOT -> KeyCode.R;
            case SUSPEND -> KeyCode.P;
            case RESUME -> KeyCode.U;
            case FORCE_OFF -> KeyCode.K;
        };
        return new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);
    }

    /** Why a power action cannot be offered; empty when it can. */
    private Optional<String> refusal(PowerAction action, List<Vm> vms) {
        return rules.refusal(action, vms, asks.role());
    }

    /** Why deletion cannot be offered; empty when it can. */
    private Optional<String> deleteRefusal(List<Vm> vms) {
        if (vms.isEmpty()) {
            return Optional.of(texts.get("vm.refused.none"));
        }
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("vm.refused.role"));
        }
        // each is looked at before one is deleted
        return rules.lost(vms.stream().filter(PowerRules::isLost).toList());
    }

    /** Does it, after asking where it could lose something. Does nothing while it cannot be offered. */
    private void power(PowerAction action, List<Vm> vms) {
        if (refusal(action, vms).isPresent()) {
            return;
        }
        Runnable submit = () -> asks.submit(PowerRules.command(action, vms), onJob, onProblem);
        rules.confirmation(action, vms)
                .ifPresentOrElse(confirmation -> new ConfirmDialog(dialogs, texts).ask(confirmation, submit), submit);
    }

    /** Finds every file of the VMs, asks which go, and deletes them. */
    private void delete(List<Vm> vms) {
        if (deleteRefusal(vms).isPresent()) {
            return;
        }
        plan(vms, new ArrayList<>());
    }

    private void plan(List<Vm> vms, List<DeletionPlan> plans) {
        if (plans.size() == vms.size()) {
            DeleteViewModel model = new DeleteViewModel(Collections.unmodifiableList(plans), texts);
            new DeleteDialog(dialogs, texts).ask(model, () -> asks.submit(model.command(), onJob, onProblem));
            return;
        }
        asks.ask(
                new VmQuery.Deletion(vms.get(plans.size()).id()),
                plan -> {
                    plans.add(plan);
                    plan(vms, plans);
                },
                onProblem);
    }
}
