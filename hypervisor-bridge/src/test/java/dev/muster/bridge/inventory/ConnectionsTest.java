package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
    private static final ConnectionId A = ConnectionId.of("a");
    private static final ConnectionId B = ConnectionId.of("b");
    private static final ConnectionUri SMALL = ConnectionUri.parse("sim:///?hosts=2&vms=6&seed=1");
    private static final ConnectionUri OTHER = ConnectionUri.parse("sim:///?hosts=1&vms=3&seed=2");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeDelays delays = new FakeDelays();
    private final MemoryDocuments documents = new MemoryDocuments();
    private final ScriptedDriver driver = new ScriptedDriver();
    private final InventoryKeeper inventory = new InventoryKeeper(delta -> {}, delays);
    private final Connections connections = connections();

    private Connections connections() {
        return new Connections(
                List.of(driver), documents, inventory, delays, InstantSource.system(), new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void an_added_connection_is_opened_and_shown() throws InterruptedException {
        connections.add(A, SMALL);

        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(inventory.image().hosts()).containsOnlyKeys(HostId.of("a.h001"), HostId.of("a.h002"));
        assertThat(inventory.image().vms()).hasSize(6);
        assertThat(connections.of(HostId.of("a.h002")).hosts()).hasSize(2);
        assertThat(connections.list())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(HostState.CONNECTED));
    }

    @Test
    void kept_connections_are_opened_again_after_a_restart() throws InterruptedException {
        connections.add(A, SMALL);
        connections.add(B, OTHER);
        connections.await(A, SOON);
        connections.await(B, SOON);
        connections.close();

        try (Connections again = connections()) {
            again.start();
            assertThat(again.await(A, SOON)).isEmpty();
            assertThat(again.await(B, SOON)).isEmpty();
            assertThat(again.list()).extracting(Connections.Connection::id).containsExactly(A, B);
        }
    }

    @Test
    void a_connection_that_hangs_is_shown_connecting_and_delays_no_other() throws InterruptedException {
        CountDownLatch latch = driver.hang(A);
        connections.add(A, SMALL);
        connections.add(B, OTHER);

        assertThat(connections.await(B, SOON)).isEmpty();
        assertThat(host("a").state()).isEqualTo(HostState.CONNECTING);
        assertCode(ErrorCode.HOST_UNREACHABLE, () -> connections.of(HostId.of("a")));

        latch.countDown();
        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(inventory.image().hosts()).doesNotContainKey(HostId.of("a"));
    }

    @Test
    void one_that_fails_is_shown_with_its_problem_and_tried_again_ever_more_rarely() throws InterruptedException {
        driver.fail(A);
        connections.add(A, SMALL);
        assertThat(connections.await(A, SOON)).hasValue(ScriptedDriver.NO_KEY);
        assertThat(host("a").state()).isEqualTo(HostState.DISCONNECTED);
        assertThat(host("a").problem()).hasValue(ScriptedDriver.NO_KEY);
        assertCode(ErrorCode.SSH_KEY_REFUSED, () -> connections.of(HostId.of("a")));

        long ceiling = 2_000;
        for (int attempt = 2; attempt < 12; attempt++) {
            long wait = delays.longest().toMillis();
            assertThat(wait).isBetween(ceiling / 2, ceiling);
            assertThat(driver.attempts(A)).isEqualTo(attempt - 1);
            delays.pass(Duration.ofMillis(wait));
            connections.await(A, SOON);
            ceiling = Math.min(60_000, ceiling * 2);
        }
        driver.heal(A);
        delays.pass(Duration.ofMinutes(1));

        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(inventory.image().vms()).hasSize(6);
    }

    @Test
    void while_it_is_lost_its_vms_stay_in_an_unknown_state_and_come_back_as_they_are() throws InterruptedException {
        connections.add(A, SMALL);
        connections.await(A, SOON);
        Vm running = vm("web-01");
        Vm stale = running.in(VmState.OFF, "", java.util.Optional.empty());
        VmId ghost = new VmId(running.id().host(), UUID.randomUUID());
        driver.listener(A).onChanges(List.of(new InventoryChange.VmPut(ghost(stale, ghost))));
        assertThat(inventory.image().vms()).hasSize(7);

        driver.listener(A).onLost(ScriptedDriver.NO_KEY);

        assertThat(host("a.h001").problem()).hasValue(ScriptedDriver.NO_KEY);
        assertThat(inventory.image().vms().values()).allMatch(vm -> vm.state() == VmState.UNKNOWN);
        assertThat(vm("web-01").stateReason()).isEqualTo("was running");
        assertThat(vm("web-01").disks()).isEqualTo(running.disks());

        delays.pass(Duration.ofSeconds(2));
        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(vm("web-01")).isEqualTo(running);
        assertThat(inventory.image().vms()).as("what went meanwhile is gone").doesNotContainKey(ghost);
        assertThat(host("a.h001").state()).isEqualTo(HostState.CONNECTED);
    }

    @Test
    void what_an_old_session_says_late_does_not_count() throws InterruptedException {
        connections.add(A, SMALL);
        connections.await(A, SOON);
        var old = driver.listener(A);
        old.onLost(ScriptedDriver.NO_KEY);

        old.onChanges(List.of(new InventoryChange.HostGone(HostId.of("a.h001"))));

        assertThat(inventory.image().hosts()).containsKey(HostId.of("a.h001"));
    }

    @Test
    void trying_again_at_once_does_not_wait_for_its_time() throws InterruptedException {
        driver.fail(A);
        connections.add(A, SMALL);
        connections.await(A, SOON);
        driver.heal(A);

        connections.reconnect(A);

        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(driver.attempts(A)).isEqualTo(2);
        assertThat(delays.longest()).as("nothing is to come any more").isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_removed_connection_is_gone_from_the_inventory_and_after_a_restart() throws InterruptedException {
        connections.add(A, SMALL);
        connections.await(A, SOON);

        connections.remove(A);
        connections.remove(A);

        assertThat(inventory.image().hosts()).isEmpty();
        assertThat(inventory.image().vms()).isEmpty();
        assertThat(documents.list(Connections.KIND)).isEmpty();
        assertCode(ErrorCode.HOST_NOT_FOUND, () -> connections.of(HostId.of("a.h001")));
    }

    @Test
    void one_removed_while_it_opens_leaves_nothing_behind() {
        CountDownLatch latch = driver.hang(A);
        connections.add(A, SMALL);
        await().until(() -> driver.attempts(A) == 1);

        connections.remove(A);
        latch.countDown();

        assertThat(inventory.image().hosts()).isEmpty();
        assertThat(connections.list()).isEmpty();
    }

    @Test
    void the_same_again_changes_nothing_and_another_of_the_same_name_or_place_is_refused() throws InterruptedException {
        connections.add(A, SMALL);
        connections.await(A, SOON);

        connections.add(A, SMALL);

        assertThat(driver.attempts(A)).isEqualTo(1);
        assertCode(ErrorCode.HOST_EXISTS, () -> connections.add(A, OTHER));
        assertCode(ErrorCode.HOST_EXISTS, () -> connections.add(B, SMALL));
        assertThat(documents.list(Connections.KIND)).hasSize(1);
    }

    @Test
    void a_kind_nobody_opens_is_refused() {
        assertCode(
                ErrorCode.NOT_SUPPORTED,
                () -> connections.add(A, ConnectionUri.parse("qemu+ssh://root@example.org/system")));
        assertThat(documents.list(Connections.KIND)).isEmpty();
    }

    @Test
    void a_kept_connection_that_cannot_be_read_does_not_stop_the_others() throws InterruptedException {
        documents.put(Connections.KIND, "broken", "{\"uri\":\"http://x\"}", 0);
        documents.put(Connections.KIND, "worse", "{", 0);
        documents.put(Connections.KIND, "a", "{\"uri\":\"" + SMALL.text() + "\"}", 0);

        connections.start();

        assertThat(connections.await(A, SOON)).isEmpty();
        assertThat(connections.list()).hasSize(1);
    }

    private static Vm ghost(Vm like, VmId id) {
        return new Vm(
                id,
                "ghost",
                "",
                "",
                like.state(),
                "",
                like.stateSince(),
                1,
                1,
                1,
                true,
                false,
                false,
                "",
                "",
                "",
                List.of(),
                List.of(),
                like.tags(),
                "");
    }

    private Host host(String id) {
        return inventory.image().host(HostId.of(id)).orElseThrow();
    }

    private Vm vm(String name) {
        return inventory.image().vms().values().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        MusterException thrown = catchThrowableOfType(MusterException.class, work);
        assertThat(thrown).as("a problem " + code).isNotNull();
        Problem problem = thrown.problem();
        assertThat(problem.code()).isEqualTo(code);
    }
}
