package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Store;
import dev.muster.model.command.Command;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in flight while the bridge is upgraded: journaled by an older version, led to their end by this one. */
class OlderJournalTest {
    private static final JobId JOB = JobId.of("00000001-older");
    private static final String WHEN = "2026-11-23T04:05:06Z";

    @TempDir
    Path state;

    @TempDir
    Path texts;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private static Step at(Job job, int index) {
        return job.steps().get(index);
    }

    private StepDefinition step(String id, String name, Integer... after) {
        return new StepDefinition(id, name, "", List.of(after), context -> done.add(id), context -> done.add("-" + id));
    }

    private Job ended(StepDefinition... steps) {
        Heard heard = new Heard();
        try (Store store = Store.open(state);
                JobEngine engine = new JobEngine(
                        store,
                        List.of(Toys.toy(JobDefinition.OnRestart.RESUME, JobDefinition.OnFailure.UNDO, steps)),
                        Clock.systemUTC(),
                        heard)) {
            engine.start();
            return heard.end(JOB);
        }
    }

    private Job stored() {
        try (Store store = Store.open(state);
                JobEngine engine = new JobEngine(store, List.of(), Clock.systemUTC(), new Heard())) {
            return engine.job(JOB);
        }
    }

    @Test
    void a_job_from_before_steps_had_ids_goes_on_where_it_was_and_its_steps_get_their_ids() throws Exception {
        try (Connection connection = stateOfVersionTwo()) {
            job(connection);
            step(connection, 0, "Make the disk /a", "", "DONE", 1);
            step(connection, 1, "Define web-01", "0", "RUNNING", 2);
            step(connection, 2, "Start web-01", "1", "WAITING", 0);
        }
        Job job =
                ended(step("disk", "Create /a"), step("define", "Define VM web-01", 0), step("start", "Run web-01", 1));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.recovered()).isEqualTo("resumed at step 2");
        assertThat(done).as("what was done is not done again").containsExactly("define", "start");
        assertThat(at(job, 1).attempt()).isEqualTo(2);
        assertThat(stored().steps()).extracting(Step::id).containsExactly("disk", "define", "start");
    }

    @Test
    void a_job_from_before_steps_had_ids_is_given_up_where_the_order_is_another() throws Exception {
        try (Connection connection = stateOfVersionTwo()) {
            job(connection);
            step(connection, 0, "Make the disk /a", "", "RUNNING", 1);
            step(connection, 1, "Define web-01", "0", "WAITING", 0);
        }
        Job job = ended(step("disk", "Make the disk /a"), step("define", "Define web-01"));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.recovered()).isEqualTo("given up");
        assertThat(done).isEmpty();
    }

    /** The state as the last version without step ids made it. */
    private Connection stateOfVersionTwo() throws Exception {
        for (String text : List.of("V1__state.sql", "sqlite/V2__append_only.sql")) {
            try (InputStream in = Store.class.getResourceAsStream("migration/" + text)) {
                Files.copy(in, texts.resolve(Path.of(text).getFileName().toString()));
            }
        }
        String url = "jdbc:sqlite:" + state.resolve("muster.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .placeholders(Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT"))
                .locations("filesystem:" + texts)
                .load()
                .migrate();
        return DriverManager.getConnection(url);
    }

    private static void job(Connection connection) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO job (id, kind, title, principal, command, state, revision, created, started, recovered)"
                        + " VALUES (?, 'vm.power', 'Toy', 'anna', ?, 'RUNNING', 3, ?, ?, '')")) {
            insert.setString(1, JOB.text());
            insert.setString(2, Json.write((Command) Toys.power(1)));
            insert.setString(3, WHEN);
            insert.setString(4, WHEN);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    private static void step(Connection connection, int index, String name, String after, String state, int begun)
            throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO job_step (job, step, name, subject, after, state, attempt, begun, undo)"
                        + " VALUES (?, ?, ?, '', ?, ?, ?, ?, 'NONE')")) {
            insert.setString(1, JOB.text());
            insert.setInt(2, index);
            insert.setString(3, name);
            insert.setString(4, after);
            insert.setString(5, state);
            insert.setInt(6, begun > 0 ? 1 : 0);
            insert.setInt(7, begun);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
