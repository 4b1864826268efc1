package dev.muster.bridge.recovery;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.json.PlanFile;
import dev.muster.bridge.store.PlanVersions.Draft;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Saving and deleting plans. A version belongs to the job that saved it, so that a job that is run again saves it once. */
final class PlanDefinitions {
    private static final String AT = "at";
    private static final String BY = "by";

    private final Plans plans;
    private final Clock clock;
    private final PlanClaims claims = new PlanClaims();

    PlanDefinitions(Plans plans, Clock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                definition(
                        RecoveryCommand.Create.class,
                        this::prepareCreate,
                        "create",
                        command -> "Create recovery plan " + command.plan(),
                        (command, context) -> save(
                                command.plan(), command.spec(), command.comment(), context, newest -> newest == 0)),
                definition(
                        RecoveryCommand.Set.class,
                        this::prepareSet,
                        "set",
                        command -> "Change recovery plan " + command.plan(),
                        (command, context) -> save(
                                command.plan(),
                                command.spec(),
                                command.comment(),
                                context,
                                newest -> newest > 0 && (command.version() == 0 || command.version() == newest))),
                definition(
                        RecoveryCommand.Restore.class,
                        this::prepareRestore,
                        "restore",
                        command -> "Restore recovery plan " + command.plan(),
                        this::restore),
                definition(
                        RecoveryCommand.Delete.class,
                        (command, by) -> {
                            var _ = plans.versions(command.plan());
                            return facts(by);
                        },
                        "delete",
                        command -> "Delete recovery plan " + command.plan(),
                        (command, _) -> plans.delete(command.plan())));
    }

    /** What a step does for its command. */
    @FunctionalInterface
    private interface Doing<C> {
        void run(C command, StepContext context);
    }

    /** One step that holds its plan. */
    private <C extends RecoveryCommand> JobDefinition<C> definition(
            Class<C> type,
            BiFunction<C, Principal, Map<String, String>> preparing,
            String step,
            Function<C, String> title,
            Doing<C> doing) {
        return new ComposedDefinition<>(
                type,
                (command, by) -> new Prepared(title.apply(command), preparing.apply(command, by)),
                (command, _) -> List.of(new StepDefinition(
                        step,
                        title.apply(command),
                        command.subject(),
                        List.of(),
                        context -> doing.run(command, context),
                        StepDefinition.NOTHING)),
                (job, command, _) -> claims.claim(job, command.plan()),
                OnFailure.KEEP);
    }

    private Map<String, String> prepareCreate(RecoveryCommand.Create command, Principal by) {
        requireSound(command.spec());
        if (plans.exists(command.plan())) {
            throw Problem.of(
                            ErrorCode.PLAN_EXISTS,
                            "There is a recovery plan \"" + command.plan() + "\" already.",
                            "It stays as it is.",
                            "Change that one, or choose another name.")
                    .toException();
        }
        return facts(by);
    }

    private Map<String, String> prepareSet(RecoveryCommand.Set command, Principal by) {
        requireSound(command.spec());
        long newest = plans.versions(command.plan()).getFirst().version();
        if (command.version() != 0 && command.version() != newest) {
            throw Plans.conflict(command.plan());
        }
        return facts(by);
    }

    private Map<String, String> prepareRestore(RecoveryCommand.Restore command, Principal by) {
        requireSound(plans.require(command.plan(), command.version()).spec());
        return facts(by);
    }

    private static void requireSound(PlanSpec spec) {
        List<PlanFault> faults = PlanCheck.of(spec);
        if (!faults.isEmpty()) {
            throw PlanFile.faulty(faults.stream().map(PlanFile::line).toList());
        }
    }

    private Map<String, String> facts(Principal by) {
        return Map.of(AT, clock.instant().toString(), BY, by.name());
    }

    private void restore(RecoveryCommand.Restore command, StepContext context) {
        SavedPlan earlier = plans.require(command.plan(), command.version());
        save(command.plan(), earlier.spec(), "Restored version " + command.version(), context, newest -> newest > 0);
    }

    private void save(PlanId plan, PlanSpec spec, String comment, StepContext context, LongPredicate fits) {
        plans.save(
                new Draft(
                        plan.text(),
                        context.job().text(),
                        Instant.parse(context.fact(AT).orElseThrow()),
                        context.fact(BY).orElseThrow(),
                        comment,
                        Json.write(spec)),
                fits);
    }
}
