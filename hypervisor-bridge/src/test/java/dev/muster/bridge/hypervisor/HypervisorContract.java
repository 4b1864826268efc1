package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.PowerAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link Hypervisor} must do. A subclass opens one connection and says what a domain looks like
 * there. Each test makes its own objects under names of its own and takes them away again.
 */
public abstract class HypervisorContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    protected final RecordingListener listener = new RecordingListener();
    protected final String name = "contract-" + UUID.randomUUID().toString().substring(0, 8);
    protected final UUID uuid = UUID.randomUUID();

    private Optional<Hypervisor> open = Optional.empty();

    /** Opens a connection of the kind under test. */
    protected abstract Hypervisor open(HypervisorListener heard);

    /** The domain type that can be started here, such as {@code qemu} or {@code test}. */
    protected abstract String domainType();

    /** The {@code os} element of a domain that can be started here. */
    protected String os() {
        return "<os><type arch='x86_64'>hvm</type></os>";
    }

    /** A directory of the host for a pool; it need not exist. */
    protected String poolDirectory() {
        return "/tmp/" + name;
    }

    /** An address with which no network of the host collides. */
    protected String networkAddress() {
        return "10.213.7.1";
    }

    /** The connection under test. */
    protected final Hypervisor hypervisor() {
        return open.orElseThrow();
    }

    /** Its first host. */
    protected final HostId host() {
        return hypervisor().hosts().getFirst();
    }

    @BeforeEach
    final void connect() {
        open = Optional.of(open(listener));
    }

    @AfterEach
    final void leave() {
        Hypervisor hypervisor = hypervisor();
        for (Vm vm : listener.image().vms().values()) {
            if (vm.name().startsWith(name)) {
                attempt(() -> hypervisor.vms().power(vm.id(), PowerAction.FORCE_OFF));
                attempt(() -> awaitState(vm.id(), VmState.OFF));
                attempt(() -> hypervisor.vms().undefine(vm.id()));
            }
        }
        // a test may end before its VM was told of
        VmId untold = new VmId(host(), uuid);
        if (listener.image().vm(untold).isEmpty()) {
            attempt(() -> hypervisor.vms().power(untold, PowerAction.FORCE_OFF));
            attempt(() -> hypervisor.vms().undefine(untold));
        }
        for (Network network : listener.image().networks().values()) {
            if (network.name().startsWith(name)) {
                attempt(() -> hypervisor.networks().stop(network.id()));
                attempt(() -> hypervisor.networks().undefine(network.id()));
            }
        }
        for (Pool pool : listener.image().pools().values()) {
            if (pool.name().startsWith(name)) {
                attempt(() -> hypervisor.pools().stop(pool.id()));
                attempt(() -> hypervisor.pools().undefine(pool.id()));
            }
        }
        hypervisor.close();
    }

    @Test
    void opening_tells_everything_before_it_returns() {
        RecordingListener fresh = new RecordingListener();
        try (Hypervisor other = open(fresh)) {
            assertThat(fresh.batches()).isGreaterThanOrEqualTo(1);
            assertThat(other.hosts()).isNotEmpty();
            for (HostId id : other.hosts()) {
                assertThat(fresh.image().host(id)).hasValueSatisfying(host -> {
                    assertThat(host.state()).isEqualTo(HostState.CONNECTED);
                    assertThat(host.problem()).isEmpty();
                    assertThat(host.hypervisor()).isNotBlank();
                    assertThat(host.memoryBytes()).isPositive();
                });
            }
        }
    }

    @Test
    void a_defined_domain_appears_as_a_vm_that_is_off() {
        VmId id = define();

        assertThat(id).isEqualTo(new VmId(host(), uuid));
        awaitImage(image -> image.vm(id).isPresent());
        Vm vm = listener.image().vm(id).orElseThrow();
        assertThat(vm.name()).isEqualTo(name);
        assertThat(vm.title()).isEqualTo("A title & more");
        assertThat(vm.state()).isEqualTo(VmState.OFF);
        assertThat(vm.vcpus()).isEqualTo(1);
        assertThat(vm.maxMemoryBytes()).isEqualTo(64L << 20);
        assertThat(vm.persistent()).isTrue();
        assertThat(vm.virtualization()).isEqualTo(domainType());
        assertThat(vm.definition()).isNotBlank();
        assertThat(hypervisor().vms().get(id).name()).isEqualTo(name);
    }

    @Test
    void a_definition_keeps_what_nobody_here_understands() {
        VmId id = define();

        assertThat(hypervisor().vms().xml(id, false))
                .contains("https://example.org/other-tool")
                .contains("weight=")
                .contains("kept as it is");
    }

    @Test
    void a_domain_without_a_uuid_gets_one() {
        VmId id = hypervisor().vms().define(host(), domain(name, uuid).replaceFirst("<uuid>.*</uuid>", ""));

        assertThat(hypervisor().vms().xml(id, false)).contains(id.uuid().toString());
        awaitImage(image -> image.vm(id).isPresent());
    }

    @Test
    void defining_the_same_again_changes_nothing() {
        VmId id = define();
        Vm before = hypervisor().vms().get(id);

        assertThat(define()).isEqualTo(id);

        assertThat(hypervisor().vms().get(id)).isEqualTo(before);
    }

    @Test
    void a_redefinition_is_told_with_another_digest() {
        VmId id = define();
        awaitImage(image -> image.vm(id).isPresent());
        String before = hypervisor().vms().get(id).definition();

        hypervisor().vms().define(host(), domain(name, uuid).replace("A title &amp; more", "Another title"));

        awaitImage(image ->
                image.vm(id).filter(vm -> vm.title().equals("Another title")).isPresent());
        assertThat(hypervisor().vms().get(id).definition()).isNotEqualTo(before);
    }

    @Test
    void another_domain_of_the_same_name_is_refused() {
        define();

        assertProblem(ErrorCode.VM_EXISTS, () -> hypervisor().vms().define(host(), domain(name, UUID.randomUUID())));
    }

    @Test
    void what_is_no_domain_is_refused() {
        assertProblem(ErrorCode.XML_INVALID, () -> hypervisor().vms().define(host(), "<domain><name>" + name));
    }

    @Test
    void a_started_vm_runs_and_is_told() {
        VmId id = define();

        hypervisor().vms().power(id, PowerAction.START);

        awaitState(id, VmState.RUNNING);
        assertThat(hypervisor().vms().get(id).state()).isEqualTo(VmState.RUNNING);
        assertThat(hypervisor().vms().xml(id, true)).contains(name);
    }

    @Test
    void power_goes_through_all_its_states_and_every_action_twice_is_once() {
        VmId id = define();

        twice(id, PowerAction.START, VmState.RUNNING);
        twice(id, PowerAction.SUSPEND, VmState.PAUSED);
        twice(id, PowerAction.RESUME, VmState.RUNNING);
        twice(id, PowerAction.FORCE_OFF, VmState.OFF);
        assertThatCode(() -> hypervisor().vms().power(id, PowerAction.SHUT_DOWN))
                .doesNotThrowAnyException();
        assertThat(hypervisor().vms().get(id).state()).isEqualTo(VmState.OFF);
    }

    @Test
    void actions_that_make_no_sense_in_the_state_are_refused() {
        VmId id = define();

        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().vms().power(id, PowerAction.SUSPEND));
        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().vms().power(id, PowerAction.RESUME));
        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().vms().power(id, PowerAction.REBOOT));
        hypervisor().vms().power(id, PowerAction.START);
        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().vms().undefine(id));
    }

    @Test
    void autostart_is_told() {
        VmId id = define();

        hypervisor().vms().setAutostart(id, true);
        hypervisor().vms().setAutostart(id, true);

        assertThat(hypervisor().vms().get(id).autostart()).isTrue();
        awaitImage(image -> image.vm(id).filter(Vm::autostart).isPresent());
        hypervisor().vms().setAutostart(id, false);
        assertThat(hypervisor().vms().get(id).autostart()).isFalse();
    }

    @Test
    void tags_and_notes_are_written_at_once_and_leave_all_else() {
        VmId id = define();
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);

        for (int twice = 0; twice < 2; twice++) {
            hypervisor()
                    .vms()
                    .annotate(
                            id,
                            Optional.of(new TreeSet<>(List.of("web", "prod & more"))),
                            Optional.of("Line 1\nLine <2>"));
        }

        Vm vm = hypervisor().vms().get(id);
        assertThat(vm.tags()).containsExactly("prod & more", "web");
        assertThat(vm.description()).isEqualTo("Line 1\nLine <2>");
        assertThat(vm.title()).isEqualTo("A title & more");
        awaitImage(
                image -> image.vm(id).filter(now -> now.tags().contains("web")).isPresent());
        assertThat(hypervisor().vms().xml(id, false)).contains("https://example.org/other-tool", "kept as it is");
        assertThat(hypervisor().vms().xml(id, true)).contains("prod &amp; more");

        hypervisor().vms().annotate(id, Optional.of(new TreeSet<>(List.of("web"))), Optional.empty());
        assertThat(hypervisor().vms().get(id).tags()).containsExactly("web");
        assertThat(hypervisor().vms().get(id).description()).startsWith("Line 1");

        hypervisor().vms().annotate(id, Optional.of(new TreeSet<>()), Optional.of(""));
        assertThat(hypervisor().vms().get(id).tags()).isEmpty();
        assertThat(hypervisor().vms().get(id).description()).isEmpty();
        assertThat(hypervisor().vms().xml(id, false))
                .contains("https://example.org/other-tool")
                .doesNotContain("muster.dev");
    }

    @Test
    void a_vm_that_is_off_gets_another_name_and_one_that_runs_does_not() {
        VmId id = define();

        hypervisor().vms().rename(id, name + "-b");
        hypervisor().vms().rename(id, name + "-b");

        assertThat(hypervisor().vms().get(id).name()).isEqualTo(name + "-b");
        awaitImage(image ->
                image.vm(id).filter(vm -> vm.name().equals(name + "-b")).isPresent());
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);
        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().vms().rename(id, name + "-c"));
        assertThat(hypervisor().vms().get(id).name()).isEqualTo(name + "-b");
    }

    @Test
    void saved_memory_waits_for_the_next_start_until_it_is_discarded() {
        VmId id = define();
        assertProblem(ErrorCode.VM_STATE, () -> hypervisor().memory().save(id));
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);

        hypervisor().memory().save(id);
        hypervisor().memory().save(id);

        awaitImage(image -> image.vm(id)
                .filter(vm -> vm.state() == VmState.OFF && vm.savedState())
                .isPresent());
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);
        awaitImage(image -> image.vm(id).filter(vm -> !vm.savedState()).isPresent());
        hypervisor().memory().abortJob(id);
        assertThat(hypervisor().memory().job(id)).isEmpty();

        hypervisor().memory().save(id);
        hypervisor().memory().discardSave(id);
        hypervisor().memory().discardSave(id);
        assertThat(hypervisor().vms().get(id).savedState()).isFalse();
        awaitImage(image -> image.vm(id).filter(vm -> !vm.savedState()).isPresent());
    }

    @Test
    void in_a_guest_without_an_agent_no_program_is_run() {
        VmId id = define();
        GuestProgram program = new GuestProgram("/bin/true", List.of());
        assertProblem(ErrorCode.PROGRAM_FAILED, () -> hypervisor().vms().beginInGuest(id, program));

        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);

        assertThat(hypervisor().vms().agentAnswers(id)).isFalse();
        assertProblem(ErrorCode.PROGRAM_FAILED, () -> hypervisor().vms().beginInGuest(id, program));
        assertProblem(ErrorCode.PROGRAM_FAILED, () -> hypervisor().vms().runInGuest(id, 1));
        VmId nobody = new VmId(host(), UUID.randomUUID());
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().beginInGuest(nobody, program));
    }

    @Test
    void an_undefined_vm_is_gone() {
        VmId id = define();
        awaitImage(image -> image.vm(id).isPresent());

        hypervisor().vms().undefine(id);

        awaitImage(image -> image.vm(id).isEmpty());
        assertThat(listener.heard()).contains(new InventoryChange.VmGone(id));
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().get(id));
    }

    @Test
    void an_id_that_is_not_there_has_its_own_code() {
        VmId vm = new VmId(host(), UUID.randomUUID());
        NetworkId network = new NetworkId(host(), UUID.randomUUID());
        PoolId pool = new PoolId(host(), UUID.randomUUID());

        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().get(vm));
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().xml(vm, false));
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().power(vm, PowerAction.START));
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().undefine(vm));
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().setAutostart(vm, true));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().start(network));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().stop(network));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().undefine(network));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().setAutostart(network, true));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().pools().start(pool, true));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().pools().stop(pool));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().pools().refresh(pool));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().pools().undefine(pool));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().pools().setAutostart(pool, true));
        assertProblem(ErrorCode.POOL_NOT_FOUND, () -> hypervisor().volumes().create(pool, volume("v1")));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().xml(network));
        assertProblem(ErrorCode.NETWORK_NOT_FOUND, () -> hypervisor().networks().leases(network));
    }

    @Test
    void a_network_lives_its_life() {
        NetworkId id = hypervisor().networks().define(host(), network());
        assertThat(hypervisor().networks().define(host(), network())).isEqualTo(id);
        awaitImage(image -> network(image, id, network -> !network.active()));
        assertThat(listener.image().networks().get(id)).satisfies(network -> {
            assertThat(network.name()).isEqualTo(name);
            assertThat(network.forward()).isEqualTo("isolated");
            assertThat(network.addresses()).isEqualTo(networkAddress() + "/24");
        });

        hypervisor().networks().start(id);
        hypervisor().networks().start(id);
        awaitImage(image -> network(image, id, Network::active));
        assertProblem(ErrorCode.NETWORK_STATE, () -> hypervisor().networks().undefine(id));

        hypervisor().networks().setAutostart(id, true);
        awaitImage(image -> network(image, id, Network::autostart));

        assertThat(hypervisor().networks().xml(id)).contains("<name>" + name + "</name>", networkAddress());
        assertThat(hypervisor().networks().leases(id)).isEmpty();

        hypervisor().networks().stop(id);
        hypervisor().networks().stop(id);
        awaitImage(image -> network(image, id, network -> !network.active()));
        assertThat(hypervisor().networks().leases(id)).isEmpty();

        hypervisor().networks().undefine(id);
        awaitImage(image -> !image.networks().containsKey(id));
    }

    @Test
    void a_pool_and_a_volume_live_their_lives() {
        PoolId id = hypervisor().pools().define(host(), pool());
        assertThat(hypervisor().pools().define(host(), pool())).isEqualTo(id);
        awaitImage(image -> pool(image, id, pool -> !pool.active()));
        assertProblem(ErrorCode.POOL_STATE, () -> hypervisor().volumes().create(id, volume("v1")));

        hypervisor().pools().start(id, true);
        hypervisor().pools().start(id, true);
        awaitImage(image -> pool(image, id, Pool::active));
        assertThat(listener.image().pools().get(id)).satisfies(pool -> {
            assertThat(pool.name()).isEqualTo(name);
            assertThat(pool.type()).isEqualTo("dir");
            assertThat(pool.path()).isEqualTo(poolDirectory());
        });
        assertProblem(ErrorCode.POOL_STATE, () -> hypervisor().pools().undefine(id));

        VolumeId volume = hypervisor().volumes().create(id, volume("v1"));
        assertThat(volume).isEqualTo(new VolumeId(id, "v1"));
        awaitImage(image -> image.volumes().containsKey(volume));
        assertThat(listener.image().volumes().get(volume))
                .satisfies(made -> assertThat(made.capacityBytes()).isEqualTo(8L << 20));
        assertProblem(ErrorCode.VOLUME_EXISTS, () -> hypervisor().volumes().create(id, volume("v1")));
        hypervisor().pools().refresh(id);

        hypervisor().volumes().delete(volume);
        awaitImage(image -> !image.volumes().containsKey(volume));
        assertProblem(ErrorCode.VOLUME_NOT_FOUND, () -> hypervisor().volumes().delete(volume));

        hypervisor().pools().stop(id);
        hypervisor().pools().stop(id);
        awaitImage(image -> pool(image, id, pool -> !pool.active()));
        hypervisor().pools().undefine(id);
        awaitImage(image -> !image.pools().containsKey(id));
    }

    @Test
    void closing_twice_is_closing_once_and_is_not_a_loss() {
        RecordingListener fresh = new RecordingListener();
        Hypervisor other = open(fresh);

        other.close();
        other.close();

        assertThat(fresh.lost()).isEmpty();
    }

    @Test
    void vms_outlive_the_connection() {
        VmId id = define();
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);

        hypervisor().close();
        open = Optional.of(open(listener));

        assertThat(hypervisor().vms().get(id).state()).isEqualTo(VmState.RUNNING);
    }

    /** Waits until what was heard is as wanted. */
    protected final void awaitImage(Predicate<InventoryImage> wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(listener::image, wanted);
    }

    /** Waits until the VM was said to be in that state. */
    protected final void awaitState(VmId id, VmState state) {
        awaitImage(image -> image.vm(id).filter(vm -> vm.state() == state).isPresent());
    }

    /** Defines the domain of this test. */
    protected final VmId define() {
        return hypervisor().vms().define(host(), domain(name, uuid));
    }

    /** A small domain with an element of another tool in it. */
    protected final String domain(String domainName, UUID domainUuid) {
        return """
                <domain type='%s'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <title>A title &amp; more</title>
                  <metadata>
                    <o:note xmlns:o="https://example.org/other-tool" weight="3">kept as it is</o:note>
                  </metadata>
                  <memory unit='MiB'>64</memory>
                  <vcpu>1</vcpu>
                  %s
                </domain>
                """.formatted(domainType(), domainName, domainUuid, os());
    }

    private String network() {
        return """
                <network>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <bridge name='mc%s'/>
                  <ip address='%s' netmask='255.255.255.0'/>
                </network>
                """.formatted(name, uuid, uuid.toString().substring(0, 8), networkAddress());
    }

    /** XML of a directory pool at {@link #poolDirectory}. */
    protected final String pool() {
        return """
                <pool type='dir'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <target><path>%s</path></target>
                </pool>
                """.formatted(name, uuid, poolDirectory());
    }

    /** XML of a raw volume of 8 MiB. */
    protected static String volume(String volumeName) {
        return """
                <volume>
                  <name>%s</name>
                  <capacity unit='MiB'>8</capacity>
                  <allocation>0</allocation>
                  <target><format type='raw'/></target>
                </volume>
                """.formatted(volumeName);
    }

    /** Asserts that the work fails with that code and says what to do. */
    protected static void assertProblem(ErrorCode code, Runnable work) {
        MusterException thrown = catchThrowableOfType(MusterException.class, work::run);
        assertThat(thrown).as("a problem " + code).isNotNull();
        assertThat(thrown.problem().code()).isEqualTo(code);
        assertThat(thrown.problem().what()).isNotBlank();
        assertThat(thrown.problem().remedy()).isNotBlank();
    }

    private void twice(VmId id, PowerAction action, VmState leadsTo) {
        hypervisor().vms().power(id, action);
        awaitState(id, leadsTo);
        hypervisor().vms().power(id, action);
        assertThat(hypervisor().vms().get(id).state()).isEqualTo(leadsTo);
    }

    private static boolean network(InventoryImage image, NetworkId id, Predicate<Network> wanted) {
        Network network = image.networks().get(id);
        return network != null && wanted.test(network);
    }

    private static boolean pool(InventoryImage image, PoolId id, Predicate<Pool> wanted) {
        Pool pool = image.pools().get(id);
        return pool != null && wanted.test(pool);
    }

    /** Cleans up what a failed test left; what is not there any more is no failure. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            assertThat(e.problem().what()).isNotBlank();
        }
    }
}
