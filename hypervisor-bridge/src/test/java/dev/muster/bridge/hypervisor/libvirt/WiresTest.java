package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With connections of libvirt's test driver, which need no daemon. */
@Tag("real")
final class WiresTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final List<CountDownLatch> hanging = new ArrayList<>();
    private final Wires wires = new Wires(open(), this::open, 3);

    @BeforeAll
    static void load() {
        VirtLibrary.load();
    }

    @AfterEach
    void close() {
        hanging.forEach(CountDownLatch::countDown);
        wires.close();
    }

    @Test
    void calls_one_after_the_other_need_one_wire() {
        for (int i = 0; i < 10; i++) {
            assertThat(wires.<Pointer>on(pointer -> pointer)).isEqualTo(wires.first());
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void a_call_that_hangs_has_its_wire_for_itself() throws Exception {
        Pointer hung = hang();
        assertThat(hung).isEqualTo(wires.first());
        // the next has to share, and has another opened for those after it
        assertThat(wires.<Pointer>on(pointer -> pointer)).isEqualTo(hung);
        awaitWires(2);
        assertThat(wires.<Pointer>on(pointer -> pointer)).isNotEqualTo(hung);
        assertThat(wires.<Pointer>on(pointer -> pointer)).isNotEqualTo(hung);
        assertThat(opened).hasValue(2);
    }

    @Test
    void there_are_no_more_than_may_be_and_the_least_used_is_shared() throws Exception {
        List<Pointer> hung = new ArrayList<>();
        hung.add(hang());
        for (int more = 2; more <= 3; more++) {
            wires.<Pointer>on(pointer -> pointer);
            awaitWires(more);
            hung.add(hang());
        }
        assertThat(hung).doesNotHaveDuplicates().hasSize(3);

        assertThat(hang()).isIn(hung);
        assertThat(wires.<Pointer>on(pointer -> pointer)).isIn(hung);
        assertThat(opened).hasValue(3);
    }

    @Test
    void a_wire_that_cannot_be_opened_leaves_the_call_with_those_there_are() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        Wires alone = new Wires(
                open(),
                () -> {
                    tried.incrementAndGet();
                    throw new LibvirtException(LibvirtError.last());
                },
                3);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch in = new CountDownLatch(1);
        CompletableFuture<Pointer> first = CompletableFuture.supplyAsync(() -> alone.on(pointer -> {
            in.countDown();
            return waited(go, pointer);
        }));
        in.await();
        assertThat(alone.<Pointer>on(pointer -> pointer)).isEqualTo(alone.first());
        await().until(tried::get, many -> many > 0);
        assertThat(alone.<Pointer>on(pointer -> pointer)).isEqualTo(alone.first());
        go.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(alone.first());
        assertThat(alone.count()).isOne();
        alone.close();
    }

    private Pointer hang() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        hanging.add(go);
        CompletableFuture<Pointer> on = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> wires.on(pointer -> {
                    on.complete(pointer);
                    return waited(go, pointer);
                }));
        return on.join();
    }

    private void awaitWires(int count) {
        await().pollDelay(java.time.Duration.ZERO).until(wires::count, now -> now == count);
    }

    private static Pointer waited(CountDownLatch go, Pointer pointer) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pointer;
    }

    private Pointer open() {
        opened.incrementAndGet();
        return Handle.require(Virt.virConnectOpen("test:///default"));
    }
}
