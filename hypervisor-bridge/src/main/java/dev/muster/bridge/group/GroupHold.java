package dev.muster.bridge.group;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupLock;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds all members still, captures all, and lets all go. Nobody is captured before all stand still, and nobody goes on before all
 * are captured; where that does not come to be within the deadline, all go on and nothing was captured.
 *
 * @param members who
 * @param lock how
 * @param deadline after which they go on
 */
record GroupHold(List<MemberLine> members, GroupLock lock, Duration deadline) {
    /** Journaled once all stand still. */
    static final String ALL_LOCKED = "allLocked";

    /** Does it. Returns the instant, by {@link System#nanoTime}, at which the first member was asked to stand still. */
    long run(LockWatches.Watch watch, StepContext context) throws InterruptedException {
        // from before the watch begins to count, so that it is never the later of the two
        long begun = System.nanoTime();
        watch.arm();
        Optional<Problem> problem = Optional.empty();
        try {
            capture(begun, context);
        } catch (MusterException e) {
            problem = Optional.of(e.problem());
        } finally {
            String still = letGo(begun, watch, context);
            if (!still.isEmpty()) {
                problem = Optional.of(notLetGo(still, problem));
            }
        }
        if (problem.isPresent()) {
            throw problem.get().toException();
        }
        return begun;
    }

    private void capture(long begun, StepContext context) throws InterruptedException {
        each(Phase.LOCK, begun);
        context.putFact(ALL_LOCKED, String.valueOf(System.nanoTime() - begun));
        each(Phase.CAPTURE, begun);
        // somebody else may have let one go on, and the watch has when this comes late
        each(Phase.STILL, begun);
        if (left(begun) == 0) {
            throw late("The members were not captured within " + deadline.toMillis() + " ms.");
        }
    }

    private Problem notLetGo(String still, Optional<Problem> why) {
        return Problem.of(
                        why.map(Problem::code).orElse(ErrorCode.GROUP_LATE),
                        why.map(Problem::what).orElse("Not all members went on within " + deadline.toMillis() + " ms."),
                        still
                                + " could not be let go in time; the watch goes on trying until it is. All others go on; no set"
                                + " was made.",
                        "Look at that member and its host.")
                .withDetails(why.map(Problem::details).orElse(""));
    }

    /** What is asked of all members, one after the other. */
    private enum Phase {
        LOCK,
        CAPTURE,
        STILL;

        private CompletableFuture<Void> ask(MemberLine member, GroupLock how) {
            return switch (this) {
                case LOCK -> member.lock(how);
                case CAPTURE -> member.capture();
                case STILL -> member.requireStill();
            };
        }

        private String late(String who, long millis) {
            return switch (this) {
                case LOCK -> who + " did not stand still within " + millis + " ms.";
                case CAPTURE, STILL -> who + " could not be captured within " + millis + " ms.";
            };
        }

        private String failed(String who) {
            return switch (this) {
                case LOCK -> who + " did not stand still.";
                case CAPTURE -> who + " could not be captured.";
                case STILL -> who + " did not stand still until all were captured.";
            };
        }
    }

    private void each(Phase phase, long begun) throws InterruptedException {
        Map<MemberLine, CompletableFuture<Void>> asked = new LinkedHashMap<>();
        members.forEach(member -> asked.put(member, phase.ask(member, lock)));
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        for (CompletableFuture<Void> one : asked.values()) {
            var _ = one.whenComplete((_, failure) -> {
                if (failure != null) {
                    firstFailure.completeExceptionally(failure);
                }
            });
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, firstFailure).get(left(begun), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(phase.late(names(asked, one -> !one.isDone()), deadline.toMillis()));
        } catch (ExecutionException e) {
            throw failed(phase.failed(names(asked, CompletableFuture::isCompletedExceptionally)), e.getCause());
        }
    }

    private long left(long begun) {
        return Math.max(0, deadline.toNanos() - (System.nanoTime() - begun));
    }

    private static String names(
            Map<MemberLine, CompletableFuture<Void>> asked, Predicate<CompletableFuture<Void>> which) {
        List<String> names = asked.entrySet().stream()
                .filter(each -> which.test(each.getValue()))
                .map(each -> each.getKey().vm().name())
                .toList();
        return String.join(", ", names);
    }

    private static MusterException late(String what) {
        return Problem.of(
                        ErrorCode.GROUP_LATE,
                        what,
                        "All members go on; no set was made. Earlier sets are as they were.",
                        "Give the group a longer deadline, or look why that member takes so long.")
                .toException();
    }

    private static MusterException failed(String what, @Nullable Throwable cause) {
        String details = cause instanceof MusterException known
                ? known.problem().text()
                : cause == null ? "" : String.valueOf(cause);
        return Problem.of(
                        ErrorCode.GROUP_LOCK_FAILED,
                        what,
                        "All members go on; no set was made. Earlier sets are as they were.",
                        "Look at that member and its host, then capture again.")
                .withDetails(details)
                .toException();
    }

    /**
     * Also when the job is cancelled: it is waited for no longer than the deadline, and then it is up to the watch. Returns the names of
     * those that do not go on.
     */
    private String letGo(long begun, LockWatches.Watch watch, StepContext context) {
        boolean interrupted = Thread.interrupted();
        Map<MemberLine, CompletableFuture<Void>> released = new LinkedHashMap<>();
        members.forEach(member -> released.put(member, member.release()));
        CompletableFuture<Void> all = CompletableFuture.allOf(released.values().toArray(CompletableFuture[]::new));
        while (!all.isDone() && left(begun) > 0) {
            try {
                all.get(left(begun), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                break; // said below
            }
        }
        String still = names(released, one -> !one.isDone() || one.isCompletedExceptionally());
        if (still.isEmpty()) {
            watch.done();
        } else {
            watch.close();
            context.log(
                    LogLine.Level.ERROR,
                    still + " could not be let go in time; the watch goes on trying until it goes on");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return still;
    }
}
