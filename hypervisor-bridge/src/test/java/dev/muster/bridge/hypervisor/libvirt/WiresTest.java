package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With connections of libvirt's test driver, which need no daemon. */
@Tag("real")
final class WiresTest {
    private static final int MOST = 3;

    private final AtomicInteger opened = new AtomicInteger();
    private final List<CountDownLatch> hanging = new ArrayList<>();
    private final Wires wires = new Wires(open(), this::open, MOST);

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
    void calls_one_after_the_other_need_one_wire_beside_that_of_events() {
        Pointer used = wires.on(pointer -> pointer, WiresTest::left);
        for (int i = 0; i < 10; i++) {
            assertThat(wires.<Pointer>on(pointer -> pointer, WiresTest::left)).isEqualTo(used);
        }
        assertThat(used).isNotEqualTo(wires.first());
        assertThat(opened).hasValue(2);
    }

    @Test
    void no_two_calls_are_ever_on_one_wire() throws Exception {
        Set<Pointer> busy = ConcurrentHashMap.newKeySet();
        AtomicInteger shared = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 50; n++) {
                    wires.on(
                            pointer -> {
                                if (!busy.add(pointer)) {
                                    shared.incrementAndGet();
                                }
                                Virt.virConnectIsAlive(pointer);
                                return busy.remove(pointer);
                            },
                            WiresTest::left);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(shared).hasValue(0);
        assertThat(wires.count()).isBetween(1, MOST);
        assertThat(opened).hasValueLessThanOrEqualTo(MOST + 1);
    }

    @Test
    void a_call_past_the_limit_waits_until_one_is_done() throws Exception {
        List<Pointer> hung = List.of(hang(), hang(), hang());
        assertThat(hung).doesNotHaveDuplicates().doesNotContain(wires.first());
        CompletableFuture<Pointer> waits = async(() -> wires.on(pointer -> pointer, WiresTest::left));
        assertThat(waits).isNotDone();
        hanging.getLast().countDown();
        assertThat(waits.get(10, TimeUnit.SECONDS)).isEqualTo(hung.getLast());
        assertThat(opened).hasValue(MOST + 1);
    }

    @Test
    void a_call_that_nobody_waits_for_any_more_is_not_made() throws Exception {
        List.of(hang(), hang(), hang());
        AtomicBoolean left = new AtomicBoolean();
        AtomicBoolean made = new AtomicBoolean();
        CompletableFuture<Boolean> waits = async(() -> wires.on(_ -> made.compareAndSet(false, true), left::get));
        left.set(true);
        hanging.getLast().countDown();
        assertThat(waits).failsWithin(10, TimeUnit.SECONDS);
        assertThat(made).isFalse();
        // and its wire is there for others
        assertThat(wires.<Pointer>on(pointer -> pointer, WiresTest::left)).isNotNull();
    }

    @Test
    void a_wire_that_cannot_be_opened_leaves_the_call_with_those_there_are() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        Wires alone = new Wires(
                open(),
                () -> {
                    if (tried.incrementAndGet() > 1) {
                        throw new LibvirtException(LibvirtError.last());
                    }
                    return open();
                },
                MOST);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Pointer> in = new CompletableFuture<>();
        CompletableFuture<Pointer> first = async(() -> alone.on(
                pointer -> {
                    in.complete(pointer);
                    return waited(go, pointer);
                },
                WiresTest::left));
        Pointer only = in.join();
        CompletableFuture<Pointer> second = async(() -> alone.on(pointer -> pointer, WiresTest::left));
        await().until(tried::get, many -> many == 2);
        go.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(only);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(only);
        assertThat(alone.count()).isOne();
        alone.close();
    }

    @Test
    void where_there_is_one_world_all_share_its_wire() throws Exception {
        Wires one = new Wires(open(), this::open, 0);
        assertThat(one.<Pointer>on(pointer -> pointer, WiresTest::left)).isEqualTo(one.first());
        Pointer own = one.own();
        assertThat(own).isEqualTo(one.first());
        Virt.virConnectClose(own);
        one.close();
    }

    /** Each call is waited for to its end. */
    private static boolean left() {
        return false;
    }

    /** On a thread of its own: the common pool has a single one on a small machine. */
    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private Pointer hang() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        hanging.add(go);
        CompletableFuture<Pointer> on = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> wires.on(
                        pointer -> {
                            on.complete(pointer);
                            return waited(go, pointer);
                        },
                        WiresTest::left));
        return on.join();
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
