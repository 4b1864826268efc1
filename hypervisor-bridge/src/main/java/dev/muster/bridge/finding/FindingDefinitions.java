package dev.muster.bridge.finding;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.finding.Assessment;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingId;
import dev.muster.model.finding.FindingSource;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Raising, changing and retesting findings. Who and when are decided once, so that a step that is run again does the same. */
final class FindingDefinitions {
    private static final String AT = "at";
    private static final String BY = "by";
    private static final String NAME = "name";

    private final Findings findings;
    private final Exercises exercises;
    private final Clock clock;
    private final Minting minting = Minting.secure();

    FindingDefinitions(Findings findings, Exercises exercises, Clock clock) {
        this.findings = findings;
        this.exercises = exercises;
        this.clock = clock;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        FindingCommand.Raise.class,
                        (command, by) -> {
                            PlanId plan = ended(command.run()).summary().plan();
                            return new Prepared("Raise a finding of plan " + plan, facts(by));
                        },
                        (command, _) -> List.of(step(
                                "raise",
                                "Raise the finding",
                                command.subject(),
                                context -> findings.add(raised(command, context)))),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        FindingCommand.Set.class,
                        this::prepareSet,
                        (command, _) -> List.of(step(
                                "set",
                                "Change the finding",
                                command.subject(),
                                context -> findings.change(
                                        command.finding(),
                                        before -> command.change().of(before, by(context), at(context))))),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        FindingCommand.Assess.class,
                        (command, by) -> {
                            PlanId plan = ended(command.run()).summary().plan();
                            return new Prepared("Note what the run of plan " + plan + " found", facts(by));
                        },
                        (command, _) -> List.of(step(
                                "assess",
                                "Note what the run found and what it retested",
                                command.subject(),
                                context -> assess(command.run(), context))),
                        OnFailure.KEEP));
    }

    private interface Doing {
        void run(StepContext context);
    }

    private static StepDefinition step(String id, String name, String subject, Doing doing) {
        return new StepDefinition(id, name, subject, List.of(), doing::run, StepDefinition.NOTHING);
    }

    private Map<String, String> facts(Principal by) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(
                at.atOffset(ZoneOffset.UTC).toLocalDate());
        return Map.of(
                AT,
                at.toString(),
                BY,
                by.name(),
                NAME,
                "f-" + day + "-" + minting.uuid().toString().substring(0, 4));
    }

    private static Instant at(StepContext context) {
        return Instant.parse(context.fact(AT).orElseThrow());
    }

    private static String by(StepContext context) {
        return context.fact(BY).orElseThrow();
    }

    private static String name(StepContext context) {
        return context.fact(NAME).orElseThrow();
    }

    private RunRecord ended(JobId run) {
        RunRecord record = exercises.run(run).orElseThrow(() -> noRun(run));
        if (record.summary().result() == RunResult.RUNNING) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The run " + run + " goes on.",
                            "Nothing was changed.",
                            "Wait until it has ended.")
                    .toException();
        }
        return record;
    }

    private static MusterException noRun(JobId run) {
        return Problem.of(
                        ErrorCode.JOB_NOT_FOUND,
                        "The job " + run + " is no run of a recovery plan.",
                        "Nothing was changed.",
                        "Look at the history of the plan.")
                .toException();
    }

    private Finding raised(FindingCommand.Raise command, StepContext context) {
        String by = by(context);
        Instant at = at(context);
        return new Finding(
                FindingId.of(name(context)),
                ended(command.run()).summary().plan(),
                command.run(),
                FindingSource.OPERATOR,
                "",
                command.title().strip(),
                command.severity(),
                command.cause().strip(),
                command.owner().strip(),
                command.due(),
                FindingStatus.OPEN,
                "",
                List.of(),
                Optional.empty(),
                by,
                at,
                by,
                at);
    }

    private Prepared prepareSet(FindingCommand.Set command, Principal by) {
        Finding before = findings.require(command.finding());
        var _ = command.change().of(before, by.name(), clock.instant());
        command.change().retested().ifPresent(run -> {
            if (!ended(run).summary().plan().equals(before.plan())) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The run " + run + " is of another plan than the finding.",
                                "Nothing was changed.",
                                "Name a run of plan " + before.plan() + ".")
                        .toException();
            }
        });
        return new Prepared("Change finding " + command.finding(), facts(by));
    }

    private void assess(JobId run, StepContext context) {
        RunRecord record = ended(run);
        PlanId plan = record.summary().plan();
        Assessment assessment = new Assessment(
                record, exercises.plan(plan, record.summary().version()).spec());
        findings.put(plan, known -> assessment.of(known, name(context), at(context)));
    }
}
