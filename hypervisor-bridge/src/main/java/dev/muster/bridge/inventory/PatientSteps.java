package dev.muster.bridge.inventory;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostState;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has each step wait until the host it is about is connected: a job that is taken up again after a restart of the bridge, or
 * goes on after its host was lost, often comes before the host does. A step that waited in vain for {@link #LONGEST} fails,
 * with the reason its host is away; nothing of it was begun.
 */
public final class PatientSteps {
    /** How long a step waits for its host. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    private final Connections connections;
    private final Inventory inventory;
    private final Duration longest;

    /**
     * Waits for those connections.
     *
     * @param longest how long each step waits
     */
    public PatientSteps(Connections connections, Inventory inventory, Duration longest) {
        this.connections = connections;
        this.inventory = inventory;
        this.longest = longest;
    }

    /** The same jobs, patient. */
    public List<JobDefinition<?>> of(List<JobDefinition<?>> definitions) {
        return definitions.stream().<JobDefinition<?>>map(this::patient).toList();
    }

    private <C extends Command> JobDefinition<C> patient(JobDefinition<C> definition) {
        return new Patient<>(definition, this);
    }

    List<StepDefinition> steps(List<StepDefinition> steps) {
        List<String> all = steps.stream()
                .map(StepDefinition::subject)
                .filter(subject -> !subject.isEmpty())
                .distinct()
                .toList();
        return steps.stream()
                .map(step -> {
                    // a step about nothing of its own is part of what the others are about
                    List<String> subjects = step.subject().isEmpty() ? all : List.of(step.subject());
                    return step.doing(after(subjects, step.run()), after(subjects, step.undo()));
                })
                .toList();
    }

    private StepDefinition.Action after(List<String> subjects, StepDefinition.Action action) {
        if (action.equals(StepDefinition.NOTHING)) {
            return action;
        }
        return context -> {
            for (String subject : subjects) {
                await(subject, context);
            }
            action.run(context);
        };
    }

    private void await(String subject, StepContext context) throws InterruptedException {
        if (connection(subject).filter(PatientSteps::isAway).isEmpty()) {
            return;
        }
        String host = subject.split("/", 2)[0];
        context.log(LogLine.Level.INFO, "Waiting for the host " + host + " to be connected");
        context.waitingFor("the host " + host + " to be connected");
        boolean there = inventory
                .await(image -> connection(subject).filter(PatientSteps::isAway).isEmpty(), longest)
                .isPresent();
        context.waitingFor("");
        if (!there) {
            throw late(host, connection(subject).flatMap(Connections.Connection::problem))
                    .toException();
        }
    }

    private Problem late(String host, Optional<Problem> why) {
        return Problem.of(
                        why.map(Problem::code).orElse(ErrorCode.HOST_UNREACHABLE),
                        "The host " + host + " was not connected within " + longest.toSeconds() + " s"
                                + why.map(problem -> ": " + problem.what()).orElse("."),
                        "This step was not begun; its VMs go on as they are.",
                        why.map(Problem::remedy).orElse("Look at the host and the way to it.")
                                + " Then start the work again.")
                .withDetails(why.map(Problem::details).orElse(""));
    }

    private static boolean isAway(Connections.Connection connection) {
        return connection.state() != HostState.CONNECTED;
    }

    /** The connection behind an id: a host is called as its connection, or begins with that and a dot. */
    private Optional<Connections.Connection> connection(String subject) {
        String host = subject.split("/", 2)[0];
        return connections.list().stream()
                .filter(one ->
                        host.equals(one.id().text()) || host.startsWith(one.id().text() + "."))
                .max(Comparator.comparingInt(one -> one.id().text().length()));
    }

    /** A definition whose steps wait. */
    private record Patient<C extends Command>(JobDefinition<C> definition, PatientSteps patience)
            implements JobDefinition<C> {
        @Override
        public Class<C> command() {
            return definition.command();
        }

        @Override
        public Prepared prepare(C command, Principal by) {
            return definition.prepare(command, by);
        }

        @Override
        public List<StepDefinition> steps(C command, Map<String, String> facts) {
            return patience.steps(definition.steps(command, facts));
        }

        @Override
        public Claim claim(JobId job, C command, Map<String, String> facts) {
            return definition.claim(job, command, facts);
        }

        @Override
        public JobQuery.Reversal reversal(C command, Map<String, String> facts, List<Step> done) {
            return definition.reversal(command, facts, done);
        }

        @Override
        public OnRestart onRestart() {
            return definition.onRestart();
        }

        @Override
        public OnFailure onFailure() {
            return definition.onFailure();
        }

        @Override
        public OnFailure onCancel() {
            return definition.onCancel();
        }

        @Override
        public Pace.Limits limits(C command, Map<String, String> facts) {
            return definition.limits(command, facts);
        }
    }
}
