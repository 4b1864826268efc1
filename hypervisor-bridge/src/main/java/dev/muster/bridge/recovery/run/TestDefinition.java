package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.recovery.net.UplinkCapture;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a plan as a test: all its machines, in its order, in networks that lead nowhere, beside whatever else runs. Nothing of it
 * remains but the evidence; a test that is given up or cancelled is taken back.
 */
public final class TestDefinition implements JobDefinition<RecoveryCommand.Test> {
    /** The fact that says what was seen on other links. */
    static final String ISOLATION = "isolation";

    private static final String REMOVE = "remove";

    private final RunGround ground;

    /** Runs them on that ground. */
    public TestDefinition(RunGround ground) {
        this.ground = ground;
    }

    @Override
    public Class<RecoveryCommand.Test> command() {
        return RecoveryCommand.Test.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Test command, Principal by) {
        Deciding.Made made = new Deciding(ground, command.plan(), command.version(), by, RunKind.TEST).require();
        return new Prepared(
                "Test recovery plan " + command.plan() + ", version "
                        + made.decided().version(),
                made.decided().with(made.facts()));
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Test command, Map<String, String> facts) {
        return new RunSteps(ground, facts).claim(job, facts);
    }

    @Override
    public Pace.Limits limits(RecoveryCommand.Test command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Test command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        Decided decided = run.decided();
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(run.networks());
        steps.add(new StepDefinition(
                "capture",
                "Listen on all other links for frames of the test",
                "",
                List.of(0),
                context -> listen(decided, context),
                _ -> endListening(decided)));
        steps.add(run.stand(run.order().add(steps, 1)));
        if (command.keep()) {
            steps.add(new StepDefinition(
                            "keep",
                            "Keep the test until it was looked at",
                            "",
                            List.of(steps.size() - 1),
                            StepDefinition.NOTHING,
                            StepDefinition.NOTHING)
                    .steered(Steering.asking(new Steering.Prompt(
                            "The test of " + decided.plan() + " stands. Look at it; then it is removed.",
                            List.of(new Question.Choice(REMOVE, "Remove the test", false)),
                            Optional.empty(),
                            ""))));
        }
        steps.add(new StepDefinition(
                "remove",
                "Remove the machines and networks of the test",
                "",
                List.of(steps.size() - 1),
                context -> run.remove(context.job(), context),
                StepDefinition.NOTHING));
        steps.add(new StepDefinition(
                "isolation",
                "See that no frame of the test went anywhere else",
                "",
                List.of(steps.size() - 1),
                context -> requireIsolated(decided, context),
                StepDefinition.NOTHING));
        return steps;
    }

    private UplinkCapture capture(Decided decided) {
        return new UplinkCapture(ground.evidence(decided.run()).resolve("capture"));
    }

    private void listen(Decided decided, StepContext context) throws InterruptedException {
        try {
            Files.createDirectories(ground.evidence(decided.run()).resolve("capture"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> links = HostLinks.outside();
        List<String> macs = decided.machines().values().stream()
                .flatMap(machine -> machine.macs().stream())
                .toList();
        if (links.isEmpty() || macs.isEmpty()) {
            context.log(LogLine.Level.INFO, "There is no other link, or no NIC: nothing has to be listened for.");
            context.putFact("unheard", "yes");
            return;
        }
        capture(decided).start(links, macs);
    }

    private void endListening(Decided decided) throws InterruptedException {
        try {
            var _ = capture(decided).stop();
        } catch (MusterException e) {
            // it was never begun
            if (e.problem().code() != ErrorCode.RECOVERY_NETWORK_FAILED) {
                throw e;
            }
        }
    }

    private void requireIsolated(Decided decided, StepContext context) throws InterruptedException {
        if (context.fact("unheard").isPresent()) {
            return;
        }
        UplinkCapture.Evidence seen = capture(decided).stop();
        String links = seen.links().stream()
                .map(link -> link.link() + " (" + link.all() + " frames passed)")
                .collect(Collectors.joining(", "));
        context.putFact(ISOLATION, seen.frames() + " frames of the test; listened on " + links);
        if (seen.frames() > 0 || !seen.complete()) {
            throw Problem.of(
                            ErrorCode.TEST_NOT_ISOLATED,
                            seen.frames() > 0
                                    ? seen.frames() + " frames of the test were seen outside its networks."
                                    : "It was not listened for frames of the test without a gap.",
                            "The test is removed. What it may have told production is in the capture.",
                            "Look at the capture: " + ground.evidence(decided.run()) + ".")
                    .withDetails(links)
                    .toException();
        }
        context.log(LogLine.Level.INFO, "Not one frame of the test was seen outside its networks: " + links);
    }
}
