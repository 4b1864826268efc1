package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.store.PostgresServer;
import dev.muster.bridge.store.Store;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.error.MusterException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresJobEngineTest extends JobEngineContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = new PostgresServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Store openStore() throws Exception {
        return Store.open(server.newDatabase());
    }

    /** What a bridge killed between the two leaves behind: PostgreSQL loses its client within the transaction. */
    @Test
    void a_client_lost_between_a_job_and_its_audit_entry_leaves_neither() throws Exception {
        String url = server.newDatabase();
        try (Store store = Store.open(url);
                JobEngine engine = new JobEngine(
                        store,
                        List.of(Toys.toy(
                                JobDefinition.OnRestart.RESUME,
                                JobDefinition.OnFailure.KEEP,
                                Toys.step("a", context -> {}))),
                        Clock.systemUTC(),
                        new Heard())) {
            SqlAudit audit = new SqlAudit(store, Clock.systemUTC());

            assertThatThrownBy(() -> engine.submit(Toys.power(1), Toys.ANNA, "", job -> handle -> {
                        handle.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                        return audit.entry(Toys.ANNA, "toy", "", AuditEntry.Outcome.ACCEPTED, job.text(), "")
                                .run(handle);
                    }))
                    .isInstanceOf(MusterException.class);

            assertThat(audit.recent(0, 9).entries()).isEmpty();
            assertThat(engine.recent(Optional.empty(), 9)).isEmpty();
        }
    }
}
