package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
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

/** What the operator can do with VMs, from wherever it is asked: tool bar, context menu or keyboard. */
public final class VmActions {
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
    public VmActions(
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

    /** What can be done beside power. */
    public LifeActions life() {
        return life;
    }

    /** Why a power action cannot be offered; empty when it can. */
    public Optional<String> refusal(PowerAction action, List<Vm> vms) {
        return rules.refusal(action, vms, asks.role());
    }

    /** Why deletion cannot be offered; empty when it can. */
    public Optional<String> deleteRefusal(List<Vm> vms) {
        if (vms.isEmpty()) {
            return Optional.of(texts.get("vm.refused.none"));
        }
        return asks.role().includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("vm.refused.role"));
    }

    /** Does it, after asking where it could lose something. Does nothing while it cannot be offered. */
    public void power(PowerAction action, List<Vm> vms) {
        if (refusal(action, vms).isPresent()) {
            return;
        }
        Runnable submit = () -> asks.submit(PowerRules.command(action, vms), onJob, onProblem);
        rules.confirmation(action, vms)
                .ifPresentOrElse(confirmation -> new ConfirmDialog(dialogs, texts).ask(confirmation, submit), submit);
    }

    /** Finds every file of the VMs, asks which go, and deletes them. */
    public void delete(List<Vm> vms) {
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
