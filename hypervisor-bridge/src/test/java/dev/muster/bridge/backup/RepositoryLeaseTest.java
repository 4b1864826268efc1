package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class RepositoryLeaseTest {
    @TempDir
    private Path root;

    private RepositoryDirectory directory;
    private final RepositoryLease one = new RepositoryLease(new UUID(0, 1));
    private final RepositoryLease other = new RepositoryLease(new UUID(0, 2));

    @BeforeEach
    void a_repository() {
        directory = RepositoryDirectory.make(root, new UUID(7, 7));
    }

    @Test
    void while_one_bridge_works_there_another_is_refused() throws Exception {
        try (RepositoryLease.Hold first = one.hold(directory);
                RepositoryLease.Hold second = one.hold(directory)) {
            first.require();
            second.require();
            assertThatThrownBy(() -> other.hold(directory))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.REPOSITORY_IN_USE));
        }
        other.hold(directory).close();
        assertThat(leases()).isEmpty();
    }

    @Test
    void the_same_bridge_after_a_kill_goes_on_at_once() {
        var _ = one.hold(directory);
        new RepositoryLease(new UUID(0, 1)).hold(directory).close();
    }

    @Test
    void one_that_is_not_renewed_is_taken_over_and_whoever_had_it_notices() throws Exception {
        RepositoryLease.Hold stalled = one.hold(directory);
        RepositoryLease impatient = new RepositoryLease(new UUID(0, 2), Duration.ZERO);
        try (RepositoryLease.Hold now = impatient.hold(directory)) {
            now.require();
            assertThatThrownBy(stalled::require).isInstanceOf(MusterException.class);
        }
    }

    @Test
    void of_many_that_come_at_once_one_gets_it() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> tries = IntStream.range(0, 8)
                    .mapToObj(number -> all.submit((Callable<Boolean>) () -> {
                        begin.await();
                        try {
                            var _ = new RepositoryLease(new UUID(1, number)).hold(directory);
                            return true;
                        } catch (MusterException e) {
                            return false;
                        }
                    }))
                    .toList();
            begin.countDown();
            int got = 0;
            for (Future<Boolean> each : tries) {
                got += each.get() ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        }
    }

    private List<Path> leases() throws Exception {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
