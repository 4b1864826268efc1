package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LongCallRunnerTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Context context = new Context();

    @Test
    void progress_that_cannot_be_read_does_not_abort_the_call() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean aborted = new AtomicBoolean();
        LongCallRunner.of("save", INTERVAL, () -> {
                    if (reads.incrementAndGet() == 3) {
                        end.countDown();
                    }
                    throw problem(ErrorCode.HYPERVISOR_TIMEOUT);
                })
                .abortedBy(() -> aborted.set(true), Duration.ofMinutes(1))
                .run(() -> await(end), context);
        assertThat(reads.get()).isGreaterThanOrEqualTo(3);
        assertThat(aborted).isFalse();
    }

    @Test
    void what_the_call_throws_is_thrown() {
        LongCallRunner runner = LongCallRunner.of("save", INTERVAL, () -> {});
        assertThatThrownBy(() -> runner.run(
                        () -> {
                            throw problem(ErrorCode.VM_STATE);
                        },
                        context))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.VM_STATE));
    }

    /** The first request to abort may come before the host knows of the call. */
    @Test
    void a_cancelled_call_is_aborted_until_it_has_ended() {
        context.cancelled.set(true);
        AtomicInteger aborts = new AtomicInteger();
        LongCallRunner runner = LongCallRunner.of("save", INTERVAL, () -> {})
                .abortedBy(
                        () -> {
                            if (aborts.incrementAndGet() == 3) {
                                end.countDown();
                            }
                        },
                        Duration.ofMinutes(1));
        assertCancelled(runner);
        assertThat(aborts).hasValue(3);
    }

    @Test
    void a_host_that_is_lost_is_asked_at_a_steady_pace_and_said_so_once() {
        context.cancelled.set(true);
        AtomicInteger aborts = new AtomicInteger();
        long begun = System.nanoTime();
        LongCallRunner runner = LongCallRunner.of("migrate", INTERVAL, () -> {})
                .abortedBy(
                        () -> {
                            if (aborts.incrementAndGet() == 5) {
                                end.countDown();
                            }
                            throw problem(ErrorCode.HOST_UNREACHABLE);
                        },
                        Duration.ofMinutes(1));
        assertCancelled(runner);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(4));
        assertThat(context.lines).singleElement().asString().contains("could not be stopped");
    }

    @Test
    void a_call_that_does_not_end_in_time_is_interrupted_so_that_it_is_not_made_later() throws Exception {
        context.cancelled.set(true);
        CountDownLatch interrupted = new CountDownLatch(1);
        LongCallRunner runner = LongCallRunner.of("save", INTERVAL, () -> {}).abortedBy(() -> {}, INTERVAL);
        assertThatThrownBy(() -> runner.run(
                        () -> {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        },
                        context))
                .isInstanceOf(MusterException.class);
        assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private void assertCancelled(LongCallRunner runner) {
        assertThatThrownBy(() -> runner.run(() -> await(end), context))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.JOB_CANCELLED));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MusterException problem(ErrorCode code) {
        return Problem.of(code, "It failed.", "", "").toException();
    }

    /** A step's context that remembers the log and can be cancelled. */
    private static final class Context implements StepContext {
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public JobId job() {
            return JobId.of("test");
        }

        @Override
        public void progress(long done, long total, String unit) {}

        @Override
        public void waitingFor(String what) {}

        @Override
        public void log(LogLine.Level level, String text) {
            lines.add(text);
        }

        @Override
        public void checkCancelled() {
            if (cancelled.get()) {
                throw problem(ErrorCode.JOB_CANCELLED);
            }
        }

        @Override
        public Optional<String> fact(String name) {
            return Optional.empty();
        }

        @Override
        public void putFact(String name, String value) {}
    }
}
