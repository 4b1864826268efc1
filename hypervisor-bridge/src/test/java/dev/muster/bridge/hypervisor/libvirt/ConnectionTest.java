package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With connections of libvirt's test driver, which need no daemon. */
@Tag("real")
final class ConnectionTest {
    private final CountDownLatch go = new CountDownLatch(1);
    private final Connection connection = open();

    private static Connection open() {
        VirtLibrary.load();
        return Connection.open("test", "test:///default", 3, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        go.countDown();
        connection.close(pointer -> {});
    }

    @Test
    void lastingcalls_leave_the_short_ones_their_threads_and_have_a_connection_each() throws Exception {
        List<CompletableFuture<Pointer>> under = new ArrayList<>();
        for (int i = 0; i < LongCalls.LIMIT; i++) {
            CompletableFuture<Pointer> on = new CompletableFuture<>();
            under.add(on);
            String name = "save " + i;
            Thread.ofVirtual()
                    .start(() -> connection.callLong(Problems.Subject.VM, name, Duration.ofHours(1), pointer -> {
                        on.complete(pointer);
                        return waited();
                    }));
        }
        List<Pointer> lasting = under.stream().map(CompletableFuture::join).toList();
        assertThat(lasting).doesNotHaveDuplicates();

        Pointer used = connection.call(Problems.Subject.HOST, "read", pointer -> pointer);
        assertThat(lasting).doesNotContain(used);
    }

    private boolean waited() {
        try {
            go.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
