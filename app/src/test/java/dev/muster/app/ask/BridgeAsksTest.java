package dev.muster.app.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BridgeAsksTest {
    private final CountDownLatch hypervisor = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void leaving_and_taking_over_a_console_never_make_the_window_wait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<ConsoleChannel> opened = new CompletableFuture<>();
            CountDownLatch read = new CountDownLatch(1);
            new BridgeAsks(new SlowBridge(), () -> Role.OPERATOR, threads, Runnable::run)
                    .openConsole(
                            new ConsoleTarget(
                                    new SampleBridge()
                                            .inventory()
                                            .vms()
                                            .keySet()
                                            .iterator()
                                            .next(),
                                    ConsoleKind.TEXT),
                            new Looker(opened, read));
            ConsoleChannel channel = opened.get();

            channel.takeOver(); // both return although the hypervisor does not answer
            channel.close();
            assertThat(done).hasValue(0);

            hypervisor.countDown();
            await().until(() -> done.get() >= 2);
            read.countDown();
        }
    }

    private record Looker(CompletableFuture<ConsoleChannel> opened, CountDownLatch read) implements ConsoleUser {
        @Override
        public void opened(ConsoleChannel console) {
            opened.complete(console);
        }

        @Override
        public void told(ConsoleState state) {}

        @Override
        public void use(ConsoleChannel console, Executor ui) {
            try {
                read.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void ended(Optional<Problem> why) {}
    }

    private final class SlowBridge implements HypervisorBridge {
        @Override
        public BridgeInfo info() {
            throw new AssertionError();
        }

        @Override
        public InventoryImage inventory() {
            return InventoryImage.EMPTY;
        }

        @Override
        public Subscription subscribe(BridgeListener listener) {
            throw new AssertionError();
        }

        @Override
        public JobId submit(Command command, String requestKey) {
            throw new AssertionError();
        }

        @Override
        public <R extends Record> R ask(Query<R> query) {
            throw new AssertionError();
        }

        @Override
        public ConsoleChannel openConsole(ConsoleTarget target) {
            return new SlowChannel(target.vm());
        }

        @Override
        public void close() {}
    }

    private final class SlowChannel implements ConsoleChannel {
        private SlowChannel(VmId vm) {
            assertThat(vm).isNotNull();
        }

        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public ConsoleState state() {
            return ConsoleState.NOBODY;
        }

        @Override
        public void listen(Consumer<ConsoleState> listener) {}

        @Override
        public void takeOver() {
            waitForIt();
        }

        @Override
        public void close() {
            waitForIt();
        }

        private void waitForIt() {
            try {
                hypervisor.await();
                done.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
