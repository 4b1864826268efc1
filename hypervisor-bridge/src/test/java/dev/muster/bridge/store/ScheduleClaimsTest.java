package dev.muster.bridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Bridges on connections of their own that claim the same run at the same time. */
class ScheduleClaimsTest {
    private static ScheduleRuns.Run run(String key) {
        return new ScheduleRuns.Run("nightly", Instant.EPOCH, key, Instant.EPOCH, "{}", Optional.empty());
    }

    @Test
    void who_comes_second_waits_for_the_first_and_has_it_only_where_the_first_gave_up() throws Exception {
        try (PostgresServer server = new PostgresServer()) {
            String url = server.newDatabase();
            Store.open(url).close();
            for (boolean commits : List.of(false, true)) {
                assertThat(second(url, commits)).isEqualTo(!commits);
            }
        }
    }

    private static boolean second(String url, boolean commits) {
        Jdbi database = Jdbi.create(url);
        try (Handle first = database.open();
                Handle second = database.open()) {
            first.execute("DELETE FROM schedule_run");
            first.begin();
            assertThat(ScheduleRuns.claim(first, run("a"))).isTrue();
            CompletableFuture<Boolean> claimed =
                    CompletableFuture.supplyAsync(() -> second.inTransaction(its -> ScheduleRuns.claim(its, run("b"))));
            Awaitility.await().until(() -> waiting(database) > 0);
            assertThat(claimed).isNotDone();
            if (commits) {
                first.commit();
            } else {
                first.rollback();
            }
            return claimed.join();
        }
    }

    private static int waiting(Jdbi database) {
        return database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .mapTo(Integer.class)
                .one());
    }
}
