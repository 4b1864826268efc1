package dev.muster.bridge.job;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A world of files, with four kinds of job: one that makes four files or none (a VM), one of fifty independent files (power
 * of fifty VMs), one whose five files depend on each other in a diamond (a network), and one that asks before its second file and
 * after its third failed (a deletion). Each file takes a moment to be
 * made, so that a kill can find it half made.
 */
final class ToyWorld {
    static final String CREATE = "vm.define";
    static final String ROWS = "vm.power";
    static final String DIAMOND = "network.define";
    static final String STEERED = "vm.delete";
    static final int ROWS_COUNT = 50;

    private static final List<List<Integer>> DIAMOND_AFTER =
            List.of(List.of(), List.of(0), List.of(0), List.of(1, 2), List.of(3));

    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final Path files;
    private final long pauseMillis;

    /** @param pauseMillis how long a file stays half made */
    ToyWorld(Path files, long pauseMillis) {
        this.files = files;
        this.pauseMillis = pauseMillis;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new Toys.Toy<>(
                        VmCommand.Define.class,
                        JobDefinition.OnRestart.UNDO,
                        JobDefinition.OnFailure.UNDO,
                        command -> creating(command.xml())),
                new Toys.Toy<>(
                        VmCommand.Power.class,
                        JobDefinition.OnRestart.RESUME,
                        JobDefinition.OnFailure.KEEP,
                        command -> rows(command.vms().getFirst().uuid().toString())),
                new Toys.Toy<>(
                        NetworkCommand.Define.class,
                        JobDefinition.OnRestart.RESUME,
                        JobDefinition.OnFailure.UNDO,
                        command -> diamond(command.xml())),
                new Toys.Toy<>(
                        VmCommand.Delete.class,
                        JobDefinition.OnRestart.RESUME,
                        JobDefinition.OnFailure.KEEP,
                        command -> steered(
                                command.deletions().getFirst().vm().uuid().toString())));
    }

    /** Nobody answers; the defaults are to go on, and to try again. */
    private List<StepDefinition> steered(String name) {
        Steering prompt = Steering.asking(new Steering.Prompt(
                "Go on?", List.of(new Question.Choice("go", "Go on", false)), Optional.of(A_MOMENT), "go"));
        Steering recourse =
                Steering.withRecourse(new Steering.Recourse(false, Optional.of(A_MOMENT), Question.RETRY, false));
        Path failed = files.resolveSibling("failed-" + name);
        return List.of(
                new StepDefinition("make-0", "make 0", "", List.of(), _ -> make(file(name, 0)), StepDefinition.NOTHING),
                new StepDefinition(
                                "make-1",
                                "make 1",
                                "",
                                List.of(0),
                                context -> {
                                    if (!context.answer("make-1").equals(Optional.of("go"))) {
                                        throw new IllegalStateException("was told nothing");
                                    }
                                    make(file(name, 1));
                                },
                                StepDefinition.NOTHING)
                        .steered(prompt),
                new StepDefinition(
                                "make-2",
                                "make 2",
                                "",
                                List.of(1),
                                _ -> {
                                    if (!Files.exists(failed)) {
                                        make(failed);
                                        throw Problem.of(ErrorCode.DISK_FULL, "Full.", "", "")
                                                .toException();
                                    }
                                    make(file(name, 2));
                                },
                                StepDefinition.NOTHING)
                        .steered(recourse));
    }

    /** Names that begin with {@code bad} fail at the last step. */
    private List<StepDefinition> creating(String name) {
        return IntStream.range(0, 4)
                .mapToObj(i -> new StepDefinition(
                        "make-" + i,
                        "make " + i,
                        "",
                        i == 0 ? List.of() : List.of(i - 1),
                        context -> {
                            require(name, i == 0 ? List.of() : List.of(i - 1));
                            make(file(name, i));
                            if (i == 3 && name.startsWith("bad")) {
                                throw Problem.of(ErrorCode.DISK_FULL, "Full.", "", "")
                                        .toException();
                            }
                        },
                        context -> remove(file(name, i))))
                .toList();
    }

    private List<StepDefinition> rows(String name) {
        return IntStream.range(0, ROWS_COUNT)
                .mapToObj(i -> new StepDefinition(
                        "row-" + i, "row " + i, "", List.of(), context -> make(file(name, i)), StepDefinition.NOTHING))
                .toList();
    }

    private List<StepDefinition> diamond(String name) {
        return IntStream.range(0, DIAMOND_AFTER.size())
                .mapToObj(i -> new StepDefinition(
                        "make-" + i,
                        "make " + i,
                        "",
                        DIAMOND_AFTER.get(i),
                        context -> {
                            require(name, DIAMOND_AFTER.get(i));
                            make(file(name, i));
                        },
                        context -> remove(file(name, i))))
                .toList();
    }

    private Path file(String name, int step) {
        return files.resolve(name + "." + step);
    }

    private void require(String name, List<Integer> before) {
        for (int step : before) {
            if (!whole(file(name, step))) {
                throw new IllegalStateException(name + "." + step + " should be there");
            }
        }
    }

    /** Half first, then whole; made whole again from any state. */
    private void make(Path file) throws InterruptedException {
        try {
            Files.writeString(file, "half");
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
            Files.writeString(file, "whole");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean whole(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).equals("whole");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is wrong now that every job has ended. */
    List<String> faults(List<Job> jobs) throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (Job job : jobs) {
            switch (job.state()) {
                case DONE -> job.steps().forEach(step -> expected.add(name(job) + "." + step.index()));
                case UNDONE -> {}
                case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING, FAILED, CANCELLED ->
                    faults.add(job.id() + " is " + job.state() + ": " + job.problem());
            }
            StepState each = job.state() == JobState.DONE ? StepState.DONE : StepState.UNDONE;
            job.steps().stream()
                    .filter(step ->
                            step.state() != each && (each == StepState.DONE || step.state() != StepState.SKIPPED))
                    .forEach(step -> faults.add("step " + step.index() + " of " + job.id() + " is " + step.state()));
        }
        try (Stream<Path> all = Files.list(files)) {
            Set<String> found =
                    all.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            if (!found.equals(expected)) {
                faults.add("there are " + found + " instead of " + expected);
            }
        }
        expected.stream()
                .filter(name -> !whole(files.resolve(name)))
                .forEach(name -> faults.add(name + " is half made"));
        return faults;
    }

    /** What a job's files are called: {@link Toys} makes it the title. */
    private static String name(Job job) {
        return job.title();
    }
}
