package dev.muster.bridge.schedule;

import dev.muster.bridge.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteScheduleRunnerTest extends ScheduleRunnerContract {
    @TempDir
    private Path directory = Path.of("");

    @Override
    Store openStore() {
        return Store.open(directory);
    }
}
