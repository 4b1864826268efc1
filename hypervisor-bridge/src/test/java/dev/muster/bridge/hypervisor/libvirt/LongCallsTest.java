package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongCallsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch go = new CountDownLatch(1);
    private final LongCalls calls = new LongCalls("test");

    @AfterEach
    void close() {
        go.countDown();
        calls.shutDown();
    }

    @Test
    void a_call_past_the_limit_waits_for_its_turn() throws Exception {
        List<CompletableFuture<Boolean>> under = fill();
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> calls.run(LONG, () -> true));
        assertThat(next).isNotDone();
        go.countDown();
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(under).allSatisfy(call -> assertThat(call.join()).isTrue());
    }

    @Test
    void a_call_whose_caller_is_interrupted_while_it_waits_for_its_turn_is_never_made() throws Exception {
        fill();
        AtomicBoolean made = new AtomicBoolean();
        CompletableFuture<ErrorCode> refused = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                calls.run(LONG, () -> {
                    made.set(true);
                    return true;
                });
            } catch (MusterException e) {
                refused.complete(e.problem().code());
            }
        });
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        assertThat(refused.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.JOB_CANCELLED);
        go.countDown();
        calls.shutDown();
        calls.awaitEnd();
        assertThat(made).isFalse();
    }

    @Test
    void a_call_that_waits_for_its_turn_is_refused_on_closing() throws Exception {
        fill();
        CompletableFuture<ErrorCode> refused = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                calls.run(LONG, () -> true);
            } catch (MusterException e) {
                refused.complete(e.problem().code());
            }
        });
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        calls.shutDown();
        assertThat(refused.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThatThrownBy(() -> calls.run(LONG, () -> true)).isInstanceOf(MusterException.class);
    }

    private List<CompletableFuture<Boolean>> fill() throws InterruptedException {
        CountDownLatch in = new CountDownLatch(LongCalls.LIMIT);
        List<CompletableFuture<Boolean>> under = new ArrayList<>();
        for (int i = 0; i < LongCalls.LIMIT; i++) {
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            under.add(result);
            Thread.ofVirtual()
                    .start(() -> result.complete(calls.run(LONG, () -> {
                        in.countDown();
                        return go.await(30, TimeUnit.SECONDS);
                    })));
        }
        in.await();
        return under;
    }
}
