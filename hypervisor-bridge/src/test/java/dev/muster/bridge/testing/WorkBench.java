package dev.muster.bridge.testing;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One connection with an inventory of its own, on which job definitions are tried step by step, without engine and journal.
 * A step can be run twice with the facts it left, as the engine does when the bridge is killed before a step is journaled as
 * done.
 */
public final class WorkBench implements AutoCloseable {
    /** Somebody who may do anything. */
    public static final Principal ADMINISTRATOR = new Principal("anna", Role.ADMINISTRATOR, "test");

    /** Somebody who may not use raw XML nor any path. */
    public static final Principal OPERATOR = new Principal("otto", Role.OPERATOR, "test");

    private final Seen seen = new Seen();
    private final Hypervisor hypervisor;
    private final List<JobDefinition<?>> definitions;

    /** Opens the connection {@code lab} and makes the definitions for it. */
    public WorkBench(
            HypervisorDriver driver, String uri, BiFunction<Hypervisors, Inventory, List<JobDefinition<?>>> feature) {
        hypervisor = driver.open(ConnectionId.of("lab"), ConnectionUri.parse(uri), seen);
        definitions = feature.apply(_ -> hypervisor, seen);
    }

    /** What came of a job: its title, the problem of each step, and what it said. */
    public record Outcome(String title, List<Optional<Problem>> steps, List<String> log) {
        /** The problem of the first step that failed. */
        public Problem problem() {
            return steps.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        }

        /** Whether no step failed. */
        public boolean done() {
            return steps.stream().allMatch(Optional::isEmpty);
        }
    }

    /** The connection. */
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    /** Its first host. */
    public HostId host() {
        return hypervisor.hosts().getFirst();
    }

    /** What is known of it. */
    public Inventory inventory() {
        return seen;
    }

    /** Behind a host. */
    public Hypervisors hypervisors() {
        return _ -> hypervisor;
    }

    /** The VM of that name as the inventory has it. */
    public Optional<Vm> vm(String name) {
        return seen.image().vms().values().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst();
    }

    /** Waits for the inventory. */
    public void await(Predicate<InventoryImage> wanted) throws InterruptedException {
        if (seen.await(wanted, Duration.ofSeconds(30)).isEmpty()) {
            throw new AssertionError("the inventory never became as wanted");
        }
    }

    /** Prepares a command and runs its steps one after the other. */
    public Outcome run(Command command, Principal by) throws InterruptedException {
        return run(command, by, 1);
    }

    /** The same with each step run twice. */
    public Outcome runTwice(Command command, Principal by) throws InterruptedException {
        return run(command, by, 2);
    }

    /** The job's title, when it is not refused. */
    public String prepare(Command command, Principal by) {
        return prepared(definition(command), command, by).title();
    }

    private Outcome run(Command command, Principal by, int times) throws InterruptedException {
        JobDefinition<?> definition = definition(command);
        JobDefinition.Prepared prepared = prepared(definition, command, by);
        List<StepDefinition> steps = steps(definition, command, prepared.facts());
        Context context = new Context(prepared.facts());
        List<Optional<Problem>> problems = new ArrayList<>();
        for (StepDefinition step : steps) {
            problems.add(attempt(step.run(), context, times));
            boolean failed = problems.getLast().isPresent();
            if (failed && definition.onFailure() == JobDefinition.OnFailure.UNDO) {
                for (int index = problems.size() - 1; index >= 0; index--) {
                    attempt(steps.get(index).undo(), context, times).ifPresent(problem -> {
                        throw new AssertionError("undoing failed: " + problem.text());
                    });
                }
                break;
            }
        }
        return new Outcome(prepared.title(), problems, List.copyOf(context.log));
    }

    /** Cancels right after the last step, so that all of it is undone. */
    public void runAndUndo(Command command, Principal by) throws InterruptedException {
        JobDefinition<?> definition = definition(command);
        JobDefinition.Prepared prepared = prepared(definition, command, by);
        Context context = new Context(prepared.facts());
        List<StepDefinition> steps = steps(definition, command, prepared.facts());
        for (StepDefinition step : steps) {
            step.run().run(context);
        }
        for (StepDefinition step : steps.reversed()) {
            step.undo().run(context);
            step.undo().run(context);
        }
    }

    private static Optional<Problem> attempt(StepDefinition.Action action, Context context, int times)
            throws InterruptedException {
        try {
            for (int time = 0; time < times; time++) {
                action.run(context);
            }
            return Optional.empty();
        } catch (MusterException failed) {
            return Optional.of(failed.problem());
        }
    }

    private JobDefinition<?> definition(Command command) {
        return definitions.stream()
                .filter(one -> one.command().isInstance(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no definition for " + command));
    }

    private static <C extends Command> JobDefinition.Prepared prepared(
            JobDefinition<C> definition, Command command, Principal by) {
        return definition.prepare(definition.command().cast(command), by);
    }

    private static <C extends Command> List<StepDefinition> steps(
            JobDefinition<C> definition, Command command, Map<String, String> facts) {
        return definition.steps(definition.command().cast(command), facts);
    }

    @Override
    public void close() {
        hypervisor.close();
    }

    /** The inventory, as short as can be. */
    private static final class Seen implements Inventory, HypervisorListener {
        private InventoryImage image = InventoryImage.EMPTY;

        @Override
        public synchronized InventoryImage image() {
            return image;
        }

        @Override
        public synchronized void onChanges(List<InventoryChange> changes) {
            for (InventoryChange change : changes) {
                image = image.with(change);
            }
            notifyAll();
        }

        @Override
        public void onLost(Problem why) {}

        @Override
        public synchronized Optional<InventoryImage> await(Predicate<InventoryImage> wanted, Duration atMost)
                throws InterruptedException {
            long until = System.nanoTime() + atMost.toNanos();
            while (!wanted.test(image)) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
            return Optional.of(image);
        }
    }

    private static final class Context implements StepContext {
        private static final AtomicLong NUMBERS = new AtomicLong();

        private final JobId job = JobId.of("job-" + NUMBERS.incrementAndGet());
        private final Map<String, String> facts;
        private final List<String> log = new CopyOnWriteArrayList<>();

        Context(Map<String, String> facts) {
            this.facts = new ConcurrentHashMap<>(facts);
        }

        @Override
        public JobId job() {
            return job;
        }

        @Override
        public void progress(long done, long total, String unit) {}

        @Override
        public void waitingFor(String what) {}

        @Override
        public void log(LogLine.Level level, String text) {
            log.add(text);
        }

        @Override
        public void checkCancelled() {}

        @Override
        public Optional<String> fact(String name) {
            return Optional.ofNullable(facts.get(name));
        }

        @Override
        public void putFact(String name, String value) {
            facts.put(name, value);
        }
    }
}
