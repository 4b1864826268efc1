package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl job}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "job",
        description = "Jobs: what is running, what was done.",
        synopsisSubcommandLabel = "VERB")
final class JobNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The newest jobs first.")
    int list(@Option(names = "--limit", paramLabel = "N", defaultValue = "30") int limit) {
        return with(session -> {
            List<Job> jobs =
                    session.ask(new JobQuery.Recent(Optional.empty(), limit)).jobs();
            Table table = new Table("There are no jobs.", "STATE", "JOB", "TITLE", "BY", ">STEPS", "SUBMITTED");
            for (Job job : jobs) {
                table.row(
                        word(job.state()),
                        job.id().text(),
                        job.title(),
                        job.by(),
                        job.progress().total() == 0
                                ? ""
                                : job.progress().done() + "/" + job.progress().total(),
                        Table.moment(job.created()));
            }
            return session.output().answer(jobs, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "A job and its steps.")
    int show(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            Job job = session.ask(new JobQuery.Show(JobId.of(id)));
            StringBuilder text = new StringBuilder(job.title() + ": " + word(job.state()) + "\n");
            if (!job.recovered().isEmpty()) {
                text.append("After a restart of the bridge: ")
                        .append(job.recovered())
                        .append('\n');
            }
            job.pause()
                    .ifPresent(pause -> text.append("Paused")
                            .append(pause.by().isEmpty() ? "" : " by " + pause.by())
                            .append(", ")
                            .append(Table.moment(pause.at()))
                            .append('\n'));
            for (Step step : job.steps()) {
                text.append("  ")
                        .append(step.index() + 1)
                        .append("  ")
                        .append(word(step.state()))
                        .append("  ")
                        .append(step.name())
                        .append(step.waitingFor().isEmpty() ? "" : "  waiting for " + step.waitingFor())
                        .append(step.problem()
                                .map(problem -> "  " + problem.what())
                                .orElse(""))
                        .append('\n');
                step.answers()
                        .forEach(answer -> text.append("  told     ")
                                .append(JobQuestions.line(answer))
                                .append('\n'));
                step.question()
                        .filter(_ -> job.state().isForward())
                        .ifPresent(question -> JobQuestions.lines(job.id(), step, question)
                                .forEach(line -> text.append(line).append('\n')));
            }
            job.problem().ifPresent(problem -> text.append(problem.text()).append('\n'));
            return session.output().answer(job, text.toString());
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "log", description = "What a job wrote into its log.")
    int log(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            List<LogLine> lines = JobLog.of(session, JobId.of(id));
            StringBuilder text = new StringBuilder();
            for (LogLine line : lines) {
                text.append(line.at()).append("  ").append(line.text()).append('\n');
            }
            return session.output().answer(lines, text.toString());
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "wait",
            description = "Waits for the end of a job; ends with its status.")
    int waitFor(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            session.ask(new JobQuery.Show(JobId.of(id)));
            session.bridge().submit(new JobCommand.TakeUp(JobId.of(id)));
            return session.finish(JobId.of(id));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "cancel", description = "Cancels a job; it cleans up first.")
    int cancel(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            JobId job = session.bridge().submit(new JobCommand.Cancel(JobId.of(id)));
            return session.output().answer(Map.of("job", job.text()), job.text() + " is being cancelled.");
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "pause",
            description = "Has a job begin no further step; those that have begun come to their end.")
    int pause(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            JobId job = session.bridge().submit(new JobCommand.Pause(JobId.of(id)));
            return session.output().answer(Map.of("job", job.text()), job.text() + " begins no further step.");
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "continue", description = "Has a paused job go on.")
    int goOn(@Parameters(paramLabel = "JOB") String id) {
        return with(session -> {
            JobId job = session.bridge().submit(new JobCommand.Continue(JobId.of(id)));
            return session.output().answer(Map.of("job", job.text()), job.text() + " goes on.");
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "answer",
            description = "Tells a step of a job what it waits to be told, such as retry after it failed.")
    int answer(
            @Parameters(index = "0", paramLabel = "JOB") String id,
            @Parameters(index = "1", paramLabel = "CHOICE") String choice,
            @Option(names = "--step", paramLabel = "ID", defaultValue = "", description = "Where several steps ask.")
                    String step,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept with the job.")
                    String reason) {
        return with(session -> {
            Job job = session.ask(new JobQuery.Show(JobId.of(id)));
            String which = JobQuestions.step(job, step);
            session.bridge().submit(new JobCommand.Answer(job.id(), which, choice, reason));
            return session.output()
                    .answer(Map.of("job", id, "step", which, "choice", choice), which + " was told: " + choice);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "reverse",
            description = "Reverses a job for exactly those VMs that it changed, such as resuming those it suspended.")
    int reverse(
            @Parameters(paramLabel = "JOB") String id,
            @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun) {
        return with(session -> {
            var _ = session.inventory(); // which VMs are still as the job left them is known only then
            JobQuery.Reversal reversal = session.ask(new JobQuery.Reverse(JobId.of(id)));
            if (dryRun) {
                Table table = new Table("Nothing of it can be reversed.", "VM");
                reversal.names().forEach(table::row);
                return session.output().answer(reversal, table);
            }
            return session.submit(reversal.command().orElseThrow(() -> irreversible(id)));
        });
    }

    private static RuntimeException irreversible(String id) {
        return Problem.of(
                        ErrorCode.JOB_IRREVERSIBLE,
                        "Nothing of the job " + id
                                + " can be reversed: it has no reverse, runs still, or what it changed is"
                                + " in another state since.",
                        "Nothing was changed.",
                        "Look at its VMs, and act on them by name.")
                .toException();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
