package dev.muster.bridge.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedDriverTest {
    private static final ConnectionId SIM = ConnectionId.of("sim");

    private final RecordingListener listener = new RecordingListener();

    @Test
    void the_same_seed_gives_the_same_world() {
        InventoryImage first = image("sim:///?hosts=3&vms=40&seed=7");

        assertThat(image("sim:///?hosts=3&vms=40&seed=7")).isEqualTo(first);
        assertThat(image("sim:///?hosts=3&vms=40&seed=8")).isNotEqualTo(first);
    }

    @Test
    void hosts_are_named_after_their_connection() {
        InventoryImage image = image("sim:///?hosts=3&vms=9");

        assertThat(image.hosts()).containsOnlyKeys(HostId.of("sim.h001"), HostId.of("sim.h002"), HostId.of("sim.h003"));
        assertThat(image.vms().keySet().stream().filter(id -> id.host().equals(HostId.of("sim.h002"))))
                .hasSize(3);
    }

    @Test
    void a_big_world_has_unique_names_and_addresses_all_states_and_opens_quickly() {
        long before = System.nanoTime();
        InventoryImage image = image("sim:///?hosts=200&vms=10000&seed=1");
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(image.vms()).hasSize(10_000);
        assertThat(image.vms().values().stream().map(Vm::name)).doesNotHaveDuplicates();
        assertThat(image.vms().values().stream()
                        .flatMap(vm -> vm.nics().stream())
                        .map(nic -> nic.mac()))
                .doesNotHaveDuplicates();
        Set<VmState> states = new HashSet<>();
        image.vms().values().forEach(vm -> states.add(vm.state()));
        assertThat(states).contains(VmState.RUNNING, VmState.OFF, VmState.PAUSED, VmState.CRASHED, VmState.ASLEEP);
        assertThat(image.volumes().size()).isGreaterThan(10_000);
        assertThat(took).as("opened and folded into an image").isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void the_xml_of_a_vm_nobody_wrote_xml_for_says_what_the_inventory_says() {
        try (Hypervisor hypervisor = open("sim:///?hosts=2&vms=30")) {
            for (Vm vm : listener.image().vms().values()) {
                String xml = hypervisor.vms().xml(vm.id(), false);
                DomainDocument domain = DomainDocument.parse(xml);
                assertThat(domain.name()).isEqualTo(vm.name());
                assertThat(domain.disks()).isEqualTo(vm.disks());
                assertThat(domain.nics()).isEqualTo(vm.nics());
                assertThat(domain.tags()).isEqualTo(vm.tags());
                assertThat(domain.memoryBytes()).isEqualTo(vm.memoryBytes());
                assertThat(DomainDocument.digest(xml)).isEqualTo(vm.definition());
            }
        }
    }

    @Test
    void a_guest_says_something_while_it_boots() {
        try (Hypervisor hypervisor = open("sim:///?vms=10")) {
            Vm vm = named("cache-01");
            hypervisor.vms().power(vm.id(), PowerAction.START);

            String log =
                    DomainDocument.parse(hypervisor.vms().xml(vm.id(), true)).serialLog();
            assertThat(new String(
                            hypervisor.files().read(vm.id().host(), log, 0, 1000),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .contains("Linux version")
                    .contains("cache-01 login:");
        }
    }

    @Test
    void a_shutdown_is_told_as_asked_for_and_as_done() {
        try (Hypervisor hypervisor = open("sim:///?vms=10")) {
            Vm vm = named("web-01");
            hypervisor.vms().power(vm.id(), PowerAction.SHUT_DOWN);

            assertThat(hypervisor.vms().get(vm.id()).state()).isEqualTo(VmState.SHUTTING_DOWN);
            awaitState("web-01", VmState.OFF);
            assertThat(named("web-01").stateSince()).isPresent();
        }
    }

    @Test
    void a_running_vm_takes_a_new_definition_at_its_next_start() {
        try (Hypervisor hypervisor = open("sim:///?vms=10")) {
            Vm vm = named("web-01");
            String before = hypervisor.vms().xml(vm.id(), true);
            hypervisor
                    .vms()
                    .define(
                            vm.id().host(),
                            before.replace("<name>web-01</name>", "<name>web-01</name><title>New</title>"));

            assertThat(hypervisor.vms().xml(vm.id(), true)).isEqualTo(before);
            assertThat(hypervisor.vms().xml(vm.id(), false)).contains("<title>New</title>");
            assertThat(hypervisor.vms().get(vm.id()).title()).isEmpty();
            assertThat(hypervisor.vms().get(vm.id()).definition()).isNotEqualTo(vm.definition());

            hypervisor.vms().power(vm.id(), PowerAction.FORCE_OFF);
            assertThat(hypervisor.vms().get(vm.id()).title()).isEqualTo("New");
        }
    }

    @Test
    void a_vm_that_is_to_vanish_takes_the_action_and_is_gone() {
        try (Hypervisor hypervisor = open("sim:///?vms=10&faults=vanish:web-01")) {
            Vm vm = named("web-01");
            hypervisor.vms().power(vm.id(), PowerAction.SUSPEND);

            await().until(() -> listener.image().vm(vm.id()).isEmpty());
            assertCode(ErrorCode.VM_NOT_FOUND, () -> hypervisor.vms().get(vm.id()));
        }
    }

    @Test
    void a_start_that_is_to_fail_is_refused_in_the_hypervisors_words() {
        try (Hypervisor hypervisor = open("sim:///?vms=10&faults=fail-start:cache-01")) {
            MusterException thrown = catchThrowableOfType(
                    MusterException.class,
                    () -> hypervisor.vms().power(named("cache-01").id(), PowerAction.START));

            assertThat(thrown.problem().code()).isEqualTo(ErrorCode.HYPERVISOR_REFUSED);
            assertThat(thrown.problem().details()).contains("internal error");
        }
    }

    @Test
    void a_vm_that_is_to_crash_starts_first() {
        try (Hypervisor hypervisor = open("sim:///?vms=10&faults=crash:cache-01")) {
            hypervisor.vms().power(named("cache-01").id(), PowerAction.START);

            awaitState("cache-01", VmState.CRASHED);
            assertThat(listener.heard()).anyMatch(change -> change.toString().contains("state=RUNNING"));
        }
    }

    @Test
    void a_full_disk_takes_no_new_file() {
        try (Hypervisor hypervisor = open("sim:///?hosts=2&vms=10&faults=disk-full:h002")) {
            hypervisor.files().createImage(HostId.of("sim.h001"), "/srv/fast/a.raw", 1 << 20, "raw");
            assertCode(
                    ErrorCode.DISK_FULL,
                    () -> hypervisor.files().createImage(HostId.of("sim.h002"), "/srv/fast/a.raw", 1 << 20, "raw"));
        }
    }

    @Test
    void a_host_that_hangs_lets_go_when_the_connection_is_closed() throws InterruptedException {
        Hypervisor hypervisor = open("sim:///?hosts=2&vms=10&faults=hang:h001");
        Vm vm = named("web-01");
        Thread asking = Thread.ofVirtual()
                .start(() -> assertCode(
                        ErrorCode.HOST_UNREACHABLE, () -> hypervisor.vms().get(vm.id())));

        assertThat(hypervisor.vms().get(named("app-01").id()).name()).isEqualTo("app-01");
        hypervisor.close();

        assertThat(asking.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void a_connection_that_is_to_be_lost_says_so_once() {
        try (Hypervisor hypervisor = open("sim:///?vms=10&faults=lose:30")) {
            await().until(() -> listener.lost().isPresent());

            assertCode(
                    ErrorCode.HOST_UNREACHABLE,
                    () -> hypervisor.vms().get(named("web-01").id()));
        }
    }

    @Test
    void an_unreachable_one_is_reached_after_so_many_attempts() {
        SimulatedDriver driver = new SimulatedDriver(InstantSource.system());
        ConnectionUri uri = ConnectionUri.parse("sim:///?vms=1&faults=unreachable:2");

        assertCode(ErrorCode.HOST_UNREACHABLE, () -> driver.open(SIM, uri, listener));
        assertCode(ErrorCode.HOST_UNREACHABLE, () -> driver.open(SIM, uri, listener));
        try (Hypervisor hypervisor = driver.open(SIM, uri, listener)) {
            assertThat(hypervisor.hosts()).hasSize(1);
        }
    }

    @Test
    void changes_nobody_asked_for_come_in_batches() {
        try (Hypervisor hypervisor = open("sim:///?hosts=2&vms=1000&rate=2000")) {
            int atFirst = listener.heard().size();
            await().until(() -> listener.heard().size() > atFirst + 200);

            int changes = listener.heard().size() - atFirst;
            assertThat(listener.batches() - 1).isLessThan(changes / 5);
            assertThat(hypervisor.hosts()).hasSize(2);
        }
    }

    @Test
    void a_world_in_a_file_is_found_again_by_another_driver(@TempDir Path dir) {
        String uri = "sim:///?hosts=2&vms=6&state=" + dir.resolve("world.json");
        List<String> names;
        try (Hypervisor hypervisor = open(uri)) {
            hypervisor.vms().power(named("web-01").id(), PowerAction.SUSPEND);
            hypervisor.vms().undefine(named("cache-01").id());
            hypervisor.vms().setAutostart(named("app-01").id(), true);
            hypervisor.files().createImage(HostId.of("sim.h002"), "/srv/fast/x.qcow2", 1 << 30, "qcow2");
            awaitState("web-01", VmState.PAUSED);
            await().until(() -> listener.image().vms().values().stream()
                    .noneMatch(vm -> vm.name().equals("cache-01")));
            names = listener.image().vms().values().stream()
                    .map(Vm::name)
                    .sorted()
                    .toList();
        }
        RecordingListener second = new RecordingListener();
        try (Hypervisor hypervisor =
                new SimulatedDriver(InstantSource.system()).open(SIM, ConnectionUri.parse(uri), second)) {
            assertThat(second.image().vms().values().stream().map(Vm::name).sorted())
                    .isEqualTo(names)
                    .doesNotContain("cache-01");
            assertThat(second.image().vms().values())
                    .filteredOn(vm -> vm.name().equals("web-01"))
                    .singleElement()
                    .satisfies(vm -> assertThat(vm.state()).isEqualTo(VmState.PAUSED));
            assertThat(hypervisor.files().size(HostId.of("sim.h002"), "/srv/fast/x.qcow2"))
                    .isPresent();
            assertThat(second.image().networks()).hasSize(8);
            assertThat(second.image().pools()).hasSize(8);
        }
    }

    @Test
    void a_state_file_that_is_no_world_is_named(@TempDir Path dir) throws java.io.IOException {
        Path file = java.nio.file.Files.writeString(dir.resolve("world.json"), "{\"h001\": ");

        assertCode(ErrorCode.HOST_UNREACHABLE, () -> open("sim:///?state=" + file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sim:///?hosts=0",
                "sim:///?hosts=1001",
                "sim:///?vms=-1",
                "sim:///?vms=many",
                "sim:///?latency=99999999",
                "sim:///?faults=explode:web-01",
                "sim:///?faults=vanish",
                "sim:///?faults=lose:soon",
                "sim:///?state=relative.json"
            })
    void what_makes_no_sense_in_the_uri_is_refused(String uri) {
        assertCode(ErrorCode.URI_INVALID, () -> open(uri));
    }

    private Hypervisor open(String uri) {
        return new SimulatedDriver(InstantSource.system()).open(SIM, ConnectionUri.parse(uri), listener);
    }

    private static InventoryImage image(String uri) {
        RecordingListener heard = new RecordingListener();
        new SimulatedDriver(InstantSource.system())
                .open(SIM, ConnectionUri.parse(uri), heard)
                .close();
        return heard.image();
    }

    private Vm named(String name) {
        return listener.image().vms().values().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void awaitState(String name, VmState state) {
        await().until(() -> named(name).state() == state);
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        MusterException thrown = catchThrowableOfType(MusterException.class, work);
        assertThat(thrown).as("a problem " + code).isNotNull();
        assertThat(thrown.problem().code()).isEqualTo(code);
    }
}
