package dev.muster.app.recovery.run;

import dev.muster.app.recovery.run.RunLine.Kind;
import dev.muster.app.recovery.run.RunLine.Status;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a run as a whole stands: what is said of it in one sentence, and the one thing to do next. */
sealed interface Standing {
    /** The one thing to do next. */
    enum Next {
        /** To wait. */
        NOTHING,
        /** To answer what is asked. */
        ANSWER,
        /** To have it go on. */
        CONTINUE,
        /** To look at the line it is about. */
        LOOK,
        /** To run the plan again. */
        AGAIN,
        /** To take back what stands of it. */
        TAKE_BACK
    }

    /** What to do next. */
    Next next();

    /** The line that is said something of, where it is one. */
    default Optional<RunLine> about() {
        return Optional.empty();
    }

    /** Nothing of it was begun. */
    record Queued() implements Standing {
        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /** It goes on; that line has been going for the longest. */
    record Going(RunLine line) implements Standing {
        @Override
        public Optional<RunLine> about() {
            return Optional.of(line);
        }

        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /** It goes on, and no step says what it does. */
    record Between() implements Standing {
        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /** A step waits to be told something. */
    record Asks(RunLine line) implements Standing {
        @Override
        public Optional<RunLine> about() {
            return Optional.of(line);
        }

        @Override
        public Next next() {
            return Next.ANSWER;
        }
    }

    /** Somebody paused it. */
    record Paused(Pause pause) implements Standing {
        @Override
        public Next next() {
            return Next.CONTINUE;
        }
    }

    /** The bridge was restarted meanwhile, and it goes on. */
    record Resuming() implements Standing {
        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /** The bridge was restarted meanwhile, and it waits to be told that it goes on. */
    record Held(Pause pause) implements Standing {
        @Override
        public Next next() {
            return Next.CONTINUE;
        }
    }

    /** The bridge was restarted meanwhile, and it was taken back. */
    record CutOff() implements Standing {
        @Override
        public Next next() {
            return Next.AGAIN;
        }
    }

    /** The bridge was away for so long that it was not gone on with; what it had done stands. */
    record Interrupted() implements Standing {
        @Override
        public Next next() {
            return Next.TAKE_BACK;
        }
    }

    /** What it made is being removed. */
    record CleaningUp(boolean cancelled) implements Standing {
        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /** Somebody cancelled it. */
    record Cancelled() implements Standing {
        @Override
        public Next next() {
            return Next.AGAIN;
        }
    }

    /** All machines became ready, and all else was as it should be. */
    record Done(int ready, int all) implements Standing {
        @Override
        public Next next() {
            return Next.NOTHING;
        }
    }

    /**
     * It ended, and something of it did not come to what was planned.
     *
     * @param ready machines that became ready
     * @param all machines
     * @param line the first that did not do as planned, where it is one
     * @param problem why it failed, where it did
     */
    record Incomplete(int ready, int all, Optional<RunLine> line, Optional<Problem> problem) implements Standing {
        @Override
        public Optional<RunLine> about() {
            return line;
        }

        @Override
        public Next next() {
            return line.isPresent() ? Next.LOOK : Next.AGAIN;
        }
    }

    /** How that job stands, whose lines are these. */
    static Standing of(Job job, List<RunLine> lines) {
        if (job.state().isEnded()) {
            return ended(job, lines);
        }
        if (!job.state().isForward()) {
            return new CleaningUp(job.state() == JobState.CANCELLING);
        }
        Optional<RunLine> asks = first(lines, line -> line.status() == Status.ASKING && line.kind() != Kind.TIER);
        if (asks.isPresent()) {
            return new Asks(asks.get());
        }
        if (job.pause().isPresent()) {
            Pause pause = job.pause().get();
            return pause.by().isEmpty() ? new Held(pause) : new Paused(pause);
        }
        if (job.state() == JobState.QUEUED) {
            return new Queued();
        }
        if (job.steps().stream().anyMatch(Standing::isBegunAgain)) {
            return new Resuming();
        }
        return lines.stream()
                .filter(line -> line.kind() != Kind.TIER && line.status().isGoing())
                .min(Comparator.comparing((RunLine line) -> line.since().isEmpty())
                        .thenComparing(line -> line.since().orElse(job.created())))
                .<Standing>map(Going::new)
                .orElseGet(Between::new);
    }

    private static boolean isBegunAgain(Step step) {
        return step.state() == StepState.RUNNING
                && step.attempt() > 1
                && step.answers().isEmpty();
    }

    private static Standing ended(Job job, List<RunLine> lines) {
        int ready = count(lines, true);
        int all = count(lines, false);
        Optional<RunLine> bad = first(
                        lines,
                        line -> line.kind() != Kind.TIER
                                && line.step().problem().isPresent())
                .or(() -> first(
                        lines, line -> line.kind() != Kind.TIER && line.status().isBad()));
        if (isUnsure(job)) {
            return new Interrupted();
        }
        return switch (job.state()) {
            case CANCELLED -> new Cancelled();
            case DONE -> bad.isPresent() ? new Incomplete(ready, all, bad, Optional.empty()) : new Done(ready, all);
            default ->
                bad.filter(line -> line.step().problem().isPresent()).isEmpty()
                                && !job.recovered().isEmpty()
                        ? new CutOff()
                        : new Incomplete(ready, all, bad, job.problem());
        };
    }

    private static boolean isUnsure(Job job) {
        return job.problem()
                .filter(problem -> problem.code() == ErrorCode.JOB_UNSURE)
                .isPresent();
    }

    private static Optional<RunLine> first(List<RunLine> lines, java.util.function.Predicate<RunLine> which) {
        return lines.stream().filter(which).findFirst();
    }

    /** How many machines are part of it, or of those how many became ready. */
    static int count(List<RunLine> lines, boolean ready) {
        return (int) lines.stream()
                .filter(line -> line.kind() == Kind.MACHINE && line.status() != Status.NOT_NEEDED)
                .filter(line -> !ready || line.status() == Status.READY)
                .count();
    }
}
