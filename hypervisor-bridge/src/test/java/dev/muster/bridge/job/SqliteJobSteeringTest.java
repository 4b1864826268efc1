package dev.muster.bridge.job;

import dev.muster.bridge.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobSteeringTest extends JobSteeringContract {
    @TempDir
    Path state;

    @Override
    Store openStore() {
        return Store.open(state);
    }
}
