package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.store.SqlDocuments;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small tmpfs. Needs root. */
@Tag("real")
class StoreFullTest {
    @TempDir
    Path temporary;

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectories(disk());
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk().toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk().toString());
    }

    private Path disk() {
        return temporary.resolve("disk");
    }

    private static void run(String... line) throws Exception {
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor())
                .as(String.join(" ", line) + " (needs root)")
                .isZero();
    }

    private void fill() {
        try (OutputStream out = Files.newOutputStream(disk().resolve("filler"))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void makeRoom() {
        try {
            Files.delete(disk().resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.STORE_FULL));
    }

    @Test
    void a_job_waits_for_room_and_goes_on_when_there_is_some() {
        CountDownLatch later = new CountDownLatch(1);
        JobDefinition<?> toy = Toys.toy(
                JobDefinition.OnRestart.RESUME,
                JobDefinition.OnFailure.KEEP,
                Toys.step("fill", context -> fill()),
                Toys.step("then", context -> later.countDown(), 0));
        Heard heard = new Heard();
        try (Store store = Store.open(disk().resolve("state"));
                JobEngine engine = new JobEngine(store, List.of(toy), Clock.systemUTC(), heard)) {
            SqlDocuments documents = new SqlDocuments(store, Clock.systemUTC());
            documents.put("k", "before", "{}", 0);
            SqlAudit audit = new SqlAudit(store, Clock.systemUTC());
            Function<JobId, Work<?>> entry = job ->
                    audit.entry(Toys.ANNA, "toy", "", AuditEntry.Outcome.ACCEPTED, job.text(), "x".repeat(50_000));
            JobId id = engine.submit(Toys.power(1), Toys.ANNA, "", entry);
            Awaitility.await()
                    .until(() -> engine.job(id).steps().stream()
                            .map(Step::waitingFor)
                            .anyMatch(what -> what.contains("no space")));
            assertFull(() -> engine.submit(Toys.power(2), Toys.ANNA, "", entry));
            assertFull(() -> engine.cancel(id, Toys.ANNA, Toys.NOTHING_MORE));
            assertFull(() -> documents.put("k", "during", "x".repeat(100_000), 0));
            assertThat(later.getCount())
                    .as("nothing is begun that is not journaled")
                    .isOne();
            assertThat(documents.list("k")).hasSize(1);

            makeRoom();
            Job job = heard.end(id);
            assertThat(job.state()).isEqualTo(JobState.DONE);
            assertThat(job.steps()).extracting(Step::waitingFor).containsOnly("");
            documents.put("k", "after", "{}", 0);
            assertThat(audit.recent(0, 9).entries()).extracting(AuditEntry::job).containsExactly(id.text());
            assertThat(audit.verify().firstBreak()).isEmpty();
            assertThat(engine.recent(java.util.Optional.empty(), 9))
                    .extracting(Job::id)
                    .containsExactly(id);
        }
        try (Store store = Store.open(disk().resolve("state"))) {
            assertThat(new SqlDocuments(store, Clock.systemUTC()).list("k")).hasSize(2);
        }
    }

    @Test
    void a_state_directory_on_a_full_disk_is_refused_as_such() {
        fill();
        assertFull(() -> Store.open(disk().resolve("state")));
        makeRoom();
        try (Store store = Store.open(disk().resolve("state"))) {
            assertThat(new SqlDocuments(store, Clock.systemUTC()).list("k")).isEmpty();
        }
    }
}
