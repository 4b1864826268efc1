package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorContract;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** libvirt's own test driver, which needs libvirt's client library but neither a daemon nor QEMU. */
@Tag("real")
class LibvirtTestDriverTest extends HypervisorContract {
    private final LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "auto");

    /** What the driver holds goes with its last connection. */
    private final Hypervisor keeper = open(new RecordingListener());

    @AfterEach
    void letGo() {
        keeper.close();
    }

    @Override
    protected Hypervisor open(HypervisorListener heard) {
        return driver.open(ConnectionId.of("here"), ConnectionUri.parse("test:///default"), heard);
    }

    @Override
    protected String domainType() {
        return "test";
    }

    @Test
    void the_drivers_own_objects_are_read() {
        assertThat(listener.image().vms().values()).anySatisfy(vm -> {
            assertThat(vm.name()).isEqualTo("test");
            assertThat(vm.state()).isEqualTo(VmState.RUNNING);
            assertThat(vm.memoryBytes()).isPositive();
        });
        assertThat(listener.image().networks().values())
                .anyMatch(network -> network.name().equals("default"));
        assertThat(listener.image().pools().values())
                .anyMatch(pool -> pool.name().equals("default-pool"));
    }

    @Test
    void hundreds_of_openings_readings_and_changes_leave_no_handle_open() {
        VmId id = define();
        awaitImage(image -> image.vm(id).isPresent());
        for (int i = 0; i < 100; i++) {
            hypervisor().vms().power(id, PowerAction.START);
            hypervisor().vms().get(id);
            hypervisor().vms().power(id, PowerAction.FORCE_OFF);
            assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().get(new VmId(host(), new UUID(1, 2))));
        }
        for (int i = 0; i < 10; i++) {
            open(new RecordingListener()).close();
        }
        awaitState(id, VmState.OFF);
        org.awaitility.Awaitility.await().until(() -> Handle.open() == 0);
    }

    @Test
    void watching_goes_on_after_a_listener_that_failed() {
        AtomicBoolean fails = new AtomicBoolean();
        RecordingListener heard = new RecordingListener();
        HypervisorListener faulty = new HypervisorListener() {
            @Override
            public void onChanges(List<InventoryChange> changes) {
                if (fails.compareAndSet(true, false)) {
                    throw new IllegalStateException("as a test wants it");
                }
                heard.onChanges(changes);
            }

            @Override
            public void onLost(Problem why) {
                heard.onLost(why);
            }
        };
        try (Hypervisor other = open(faulty)) {
            fails.set(true);
            VmId id = other.vms().define(host(), domain(name, uuid));
            org.awaitility.Awaitility.await().untilFalse(fails);

            other.vms().power(id, PowerAction.START);

            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(heard.image().vm(id))
                            .hasValueSatisfying(vm -> assertThat(vm.state()).isEqualTo(VmState.RUNNING)));
            other.vms().power(id, PowerAction.FORCE_OFF);
        }
    }
}
