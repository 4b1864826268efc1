package dev.muster.bridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.error.ErrorCode;
import java.sql.DriverManager;
import java.time.Clock;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
    private static PostgresServer server;

    private String url = "";

    @BeforeAll
    static void startServer() throws Exception {
        server = new PostgresServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    @BeforeEach
    void open() throws Exception {
        url = server.newDatabase();
        super.open();
    }

    @Override
    Store openStore() {
        return Store.open(url);
    }

    @Override
    void forgetTheFuture() throws Exception {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '99'");
        }
    }

    @Override
    int dropTriggers(Handle handle) {
        return handle.execute("DROP TRIGGER audit_keep ON audit");
    }

    @Test
    void a_database_that_does_not_answer_is_told_without_its_password() {
        String nowhere = "jdbc:postgresql://localhost:1/muster?user=muster&password=secret";
        assertRefused(() -> Store.open(nowhere), ErrorCode.STORE_UNREADABLE);
        assertThat(new PostgresDatabase(nowhere).name()).isEqualTo("jdbc:postgresql://localhost:1/muster");
        assertThat(new PostgresDatabase("jdbc:postgresql://me:secret@db/muster").name())
                .doesNotContain("secret");
    }

    @Test
    void after_the_connections_were_cut_it_works_again() throws Exception {
        Documents documents = new SqlDocuments(store(), Clock.systemUTC());
        documents.put("k", "a", "{}", 0);
        documents.get("k", "a");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> documents.put("k", "b", "{}", 0).version() == 1);
        Awaitility.await().ignoreExceptions().until(() -> documents.list("k").size() == 2);
    }
}
