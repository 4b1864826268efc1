package dev.muster.bridge.job;

import dev.muster.bridge.store.PostgresServer;
import dev.muster.bridge.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJobSteeringTest extends JobSteeringContract {
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
}
