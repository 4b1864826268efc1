package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientStepsTest {
    private static final ConnectionId A = ConnectionId.of("a");
    private static final ConnectionUri URI = ConnectionUri.parse("sim:///?hosts=2&vms=6&seed=1");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeDelays delays = new FakeDelays();
    private final ScriptedDriver driver = new ScriptedDriver();
    private final InventoryKeeper inventory = new InventoryKeeper(delta -> {}, delays);
    private final Connections connections = new Connections(
            List.of(driver), new MemoryDocuments(), inventory, delays, InstantSource.system(), new SplittableRandom(1));
    private final Told told = new Told();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void a_step_waits_for_its_host_says_so_and_then_runs() {
        CountDownLatch latch = driver.hang(A);
        connections.add(A, URI);
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> run(steps(SOON, "a.h001/x").getFirst()));

        await().until(() -> told.waiting.contains("the host a.h001 to be connected"));
        assertThat(done).isEmpty();
        latch.countDown();

        running.join();
        assertThat(done).containsExactly("ran");
        assertThat(told.waiting).endsWith("");
    }

    @Test
    void one_that_waited_in_vain_fails_with_the_reason_the_host_is_away_and_begins_nothing() throws Exception {
        driver.fail(A);
        connections.add(A, URI);
        connections.await(A, SOON);

        MusterException thrown = catchThrowableOfType(
                MusterException.class,
                () -> steps(Duration.ofMillis(50), "a.h001/x").getFirst().run().run(told));

        assertThat(thrown.problem().code()).isEqualTo(ErrorCode.SSH_KEY_REFUSED);
        assertThat(thrown.problem().what()).contains("a.h001", "was not connected within", "The key was refused.");
        assertThat(done).isEmpty();
    }

    @Test
    void what_is_connected_is_not_waited_for() throws Exception {
        connections.add(A, URI);
        connections.await(A, SOON);

        run(steps(SOON, "a.h002/x").getFirst());

        assertThat(done).containsExactly("ran");
        assertThat(told.waiting).isEmpty();
    }

    @Test
    void nobody_waits_for_a_connection_that_is_removed() {
        driver.hang(A);
        connections.add(A, URI);
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> run(steps(SOON, "a.h001/x").getFirst()));
        await().until(() -> !told.waiting.isEmpty());

        connections.remove(A);

        running.join();
        assertThat(done).containsExactly("ran");
    }

    @Test
    void a_step_about_nothing_of_its_own_waits_for_what_the_others_are_about() throws Exception {
        driver.fail(A);
        connections.add(A, URI);
        connections.await(A, SOON);

        StepDefinition disk = steps(Duration.ofMillis(50), "", "a.h001/x").getFirst();

        assertThat(catchThrowableOfType(MusterException.class, () -> disk.undo().run(told)))
                .isNotNull();
    }

    private List<StepDefinition> steps(Duration patience, String... subjects) {
        return new PatientSteps(connections, inventory, patience)
                .steps(List.of(subjects).stream()
                        .map(subject -> new StepDefinition(
                                "step/" + subject,
                                "step",
                                subject,
                                List.of(),
                                _ -> done.add("ran"),
                                _ -> done.add("undone")))
                        .toList());
    }

    private void run(StepDefinition step) {
        try {
            step.run().run(told);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Remembers what was waited for. */
    private static final class Told implements StepContext {
        private final List<String> waiting = new CopyOnWriteArrayList<>();

        @Override
        public JobId job() {
            throw new UnsupportedOperationException("nobody asks here");
        }

        @Override
        public void progress(long done, long total, String unit) {}

        @Override
        public void waitingFor(String what) {
            waiting.add(what);
        }

        @Override
        public void log(LogLine.Level level, String text) {}

        @Override
        public void checkCancelled() {}

        @Override
        public Optional<String> fact(String name) {
            return Optional.empty();
        }

        @Override
        public void putFact(String name, String value) {}
    }
}
