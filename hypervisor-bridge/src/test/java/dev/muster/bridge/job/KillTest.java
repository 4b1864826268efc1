package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills bridges, at every boundary of the journal and at random, and starts them again. */
class KillTest {
    @TempDir
    Path temporary;

    private final CrashMatrix matrix = new CrashMatrix(new CrashMatrix.World() {
        @Override
        public int runUntilKilled(CrashMatrix.Cell cell) throws Exception {
            boolean undoing = cell.point().name().startsWith("UNDO");
            Files.createDirectories(files());
            ProcessBuilder bridge =
                    ToyBridge.process(state(), files(), 0, "one", cell.kind(), undoing ? "bad" : "good");
            bridge.environment().put("MUSTER_CRASH_AT", cell.text());
            Process process =
                    bridge.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).isTrue();
            return process.exitValue();
        }

        @Override
        public List<String> recover(CrashMatrix.Cell cell) throws Exception {
            return ToyBridge.recover(state(), files(), List.of());
        }
    });

    private Path state() {
        return temporary.resolve("state");
    }

    private Path files() {
        return temporary.resolve("files");
    }

    private static List<Integer> upTo(int steps) {
        return IntStream.range(0, steps).boxed().toList();
    }

    /** Every boundary once, and those that matter most of the other kinds. */
    static List<CrashMatrix.Cell> someCells() {
        return Stream.of(
                        CrashMatrix.cells(ToyWorld.CREATE, List.of(2), false),
                        CrashMatrix.cells(ToyWorld.CREATE, List.of(1), true),
                        List.of(
                                new CrashMatrix.Cell(ToyWorld.ROWS, 25, CrashPoint.DURING),
                                new CrashMatrix.Cell(ToyWorld.DIAMOND, 3, CrashPoint.DURING),
                                new CrashMatrix.Cell(ToyWorld.DIAMOND, 4, CrashPoint.DURING),
                                new CrashMatrix.Cell(ToyWorld.STEERED, 1, CrashPoint.ASKED),
                                new CrashMatrix.Cell(ToyWorld.STEERED, 2, CrashPoint.DURING),
                                new CrashMatrix.Cell(ToyWorld.STEERED, 2, CrashPoint.AFTER)))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Job and audit entry are one transaction. */
    @Test
    void a_bridge_killed_between_a_job_and_its_audit_entry_has_neither() throws Exception {
        CrashMatrix.Cell between = new CrashMatrix.Cell(ToyWorld.CREATE, 0, CrashPoint.INSERTED);

        assertThat(matrix.faults(between)).isEmpty();

        try (Store store = Store.open(state())) {
            SqlAudit audit = new SqlAudit(store, Clock.systemUTC());
            assertThat(audit.recent(0, 10).entries()).isEmpty();
            assertThat(new SqlJournal(store).recent(Optional.empty(), 10)).isEmpty();
        }
    }

    static List<CrashMatrix.Cell> allCells() {
        return Stream.of(
                        CrashMatrix.cells(ToyWorld.CREATE, upTo(4), false),
                        CrashMatrix.cells(ToyWorld.CREATE, upTo(4), true),
                        CrashMatrix.cells(ToyWorld.ROWS, upTo(ToyWorld.ROWS_COUNT), false),
                        CrashMatrix.cells(ToyWorld.DIAMOND, upTo(5), false),
                        CrashMatrix.cells(ToyWorld.STEERED, upTo(3), false),
                        List.of(new CrashMatrix.Cell(ToyWorld.STEERED, 1, CrashPoint.ASKED)))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("someCells")
    void a_bridge_killed_at_a_boundary_loses_nothing(CrashMatrix.Cell cell) throws Exception {
        assertThat(matrix.faults(cell)).isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("allCells")
    void a_bridge_killed_at_any_boundary_loses_nothing(CrashMatrix.Cell cell) throws Exception {
        assertThat(matrix.faults(cell)).isEmpty();
    }

    /** The same state is killed again and again: recovering is interrupted, too. */
    @Test
    void a_bridge_killed_at_random_loses_nothing() throws Exception {
        killAtRandom(4, 20261123);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_bridge_killed_at_random_many_times_loses_nothing(long seed) throws Exception {
        killAtRandom(20, seed);
    }

    private void killAtRandom(int times, long seed) throws Exception {
        Random random = new Random(seed);
        List<String> submitted = new ArrayList<>();
        Files.createDirectories(files());
        for (int round = 0; round < times; round++) {
            Path output = temporary.resolve("output-" + round);
            Process bridge = ToyBridge.process(state(), files(), 5, "many", Long.toString(random.nextLong()))
                    .redirectOutput(output.toFile())
                    .start();
            Awaitility.await()
                    .alias("the bridge came up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.size(output) > 0);
            boolean _ = bridge.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
            bridge.destroyForcibly().waitFor();
            submitted.addAll(Files.readAllLines(output, StandardCharsets.US_ASCII));
        }
        submitted.removeIf(line -> line.length() < 26); // cut off by the kill
        assertThat(ToyBridge.recover(state(), files(), submitted)).isEmpty();
    }
}
