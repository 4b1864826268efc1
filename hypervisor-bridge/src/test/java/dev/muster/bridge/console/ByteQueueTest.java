package dev.muster.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ByteQueueTest {
    private final ByteQueue queue = new ByteQueue(4);

    @Test
    void bytes_come_out_as_they_went_in() throws InterruptedException {
        queue.put(new byte[] {1, 2, 3}, 0);
        byte[] into = new byte[8];
        assertThat(queue.take(into, 0, 2)).isEqualTo(2);
        assertThat(queue.take(into, 2, 6)).isEqualTo(1);
        assertThat(into).startsWith(1, 2, 3);
    }

    @Test
    void who_writes_waits_for_who_reads() throws Exception {
        queue.put(new byte[] {1, 2, 3}, 0);
        assertThat(queue.put(new byte[] {4, 5}, 10)).isFalse();
        CompletableFuture<Boolean> put = new CompletableFuture<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                put.complete(queue.put(new byte[] {4, 5}, 20_000));
            } catch (InterruptedException e) {
                put.completeExceptionally(e);
            }
        });
        assertThat(queue.take(new byte[3], 0, 3)).isEqualTo(3);
        await().atMost(Duration.ofSeconds(10)).until(put::isDone);
        assertThat(put.get()).isTrue();
        writer.join();
    }

    @Test
    void at_its_end_what_is_there_can_still_be_taken() throws InterruptedException {
        queue.put(new byte[] {1}, 0);
        queue.end();
        assertThat(queue.put(new byte[] {2}, 0)).isTrue();
        assertThat(queue.take(new byte[4], 0, 4)).isEqualTo(1);
        assertThat(queue.take(new byte[4], 0, 4)).isEqualTo(-1);
    }

    @Test
    void dropping_ends_it_at_once() throws InterruptedException {
        queue.put(new byte[] {1}, 0);
        queue.drop();
        assertThat(queue.take(new byte[4], 0, 4)).isEqualTo(-1);
    }
}
