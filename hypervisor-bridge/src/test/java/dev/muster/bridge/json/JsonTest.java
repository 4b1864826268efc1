package dev.muster.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final HostId HOST = HostId.of("local");
    private static final VmId VM = new VmId(HOST, UUID.fromString("6f1c2a00-0000-4000-8000-000000000001"));
    private static final Instant NOW = Instant.parse("2026-11-23T04:05:06.789Z");

    @Test
    void commands_read_back_as_they_were_written() {
        for (Command command : List.of(
                new VmCommand.Power(PowerAction.SHUT_DOWN, List.of(VM)),
                new VmCommand.Create(
                        HOST,
                        new VmSpec(
                                "web-01",
                                2,
                                1L << 30,
                                new BootSource.Kernel("/boot/k", "", "console=ttyS0 \"x\" <&>"),
                                List.of("default"),
                                "",
                                new TreeSet<>(Set.of("prod"))),
                        true),
                new VmCommand.Edit(
                        VM,
                        new VmChanges(
                                Optional.of(4),
                                Optional.empty(),
                                Optional.of("t"),
                                Optional.empty(),
                                Optional.of(true),
                                Optional.of(new TreeSet<>(Set.of("a", "b")))),
                        Optional.of("abc")))) {
            assertThat(Json.readStrict(Json.write(command), Command.class)).isEqualTo(command);
        }
    }

    @Test
    void a_command_says_its_type_in_one_property() {
        String json = Json.write(new VmCommand.Power(PowerAction.START, List.of(VM)));
        assertThat(json)
                .isEqualTo("{\"type\":\"vm.power\",\"action\":\"START\",\"vms\":[\"local/" + VM.uuid() + "\"]}");
    }

    @Test
    void queries_and_events_read_back_too() {
        Query<?> query = new VmQuery.SerialOutput(VM, 12);
        assertThat(Json.read(Json.write(query), Query.class)).isEqualTo(query);
        assertThat(Json.read(Json.write(new AuditQuery.Verify()), Query.class)).isEqualTo(new AuditQuery.Verify());
        for (BridgeEvent event : List.of(
                new BridgeEvent.Snapshot(new Stamp("e", 3), image(), List.of(job())),
                new BridgeEvent.InventoryChanged(
                        new Stamp("e", 4),
                        new InventoryDelta(
                                List.of(new InventoryChange.VmPut(vm()), new InventoryChange.HostGone(HOST)))),
                new BridgeEvent.JobChanged(new Stamp("e", 5), job()),
                new BridgeEvent.JobStepsChanged(new Stamp("e", 6), job().withSteps(List.of()), job().steps()))) {
            assertThat(Json.read(Json.write(event), BridgeEvent.class)).isEqualTo(event);
        }
        LinkState down = new LinkState.Down(problem(), NOW, NOW, 3);
        assertThat(Json.read(Json.write(down), LinkState.class)).isEqualTo(down);
    }

    @Test
    void a_step_of_a_bridge_that_knew_no_ids_and_substeps_is_read_too() {
        Step step = job().steps().getFirst();
        String json =
                Json.write(step).replace("\"id\":\"" + step.id() + "\",", "").replaceFirst(",\"substeps\":.*]}$", "}");
        assertThat(json).doesNotContain("\"id\"").doesNotContain("substeps");
        assertThat(Json.read(json, Step.class).substeps()).isEmpty();
        assertThat(Json.read(json, Step.class).id()).isEmpty();
        assertThat(Json.read(json, Step.class).name()).isEqualTo(step.name());
    }

    @Test
    void every_command_query_and_event_has_a_name_of_its_own() {
        for (Class<?> sealed : List.of(Command.class, Query.class, BridgeEvent.class, InventoryChange.class)) {
            Set<String> names = new HashSet<>();
            for (Class<?> leaf : Json.records(sealed)) {
                assertThat(names.add(Json.typeName(leaf)))
                        .as(Json.typeName(leaf))
                        .isTrue();
            }
        }
    }

    @Test
    void strict_reading_refuses_what_is_unknown_or_missing_and_lenient_passes_over_the_unknown() {
        String extra = "{\"type\":\"vm.power\",\"action\":\"START\",\"vms\":[\"local/" + VM.uuid() + "\"],\"x\":1}";
        assertThat(Json.read(extra, Command.class)).isInstanceOf(VmCommand.Power.class);
        assertRefused(ErrorCode.JSON_INVALID, extra);
        assertRefused(ErrorCode.JSON_INVALID, "{\"type\":\"vm.power\",\"action\":\"START\"}");
        assertRefused(ErrorCode.JSON_INVALID, "{\"type\":\"vm.power\",\"action\":null,\"vms\":[]}");
        assertRefused(ErrorCode.JSON_INVALID, "{\"type\":\"vm.power\",\"action\":\"EXPLODE\",\"vms\":[]}");
        assertRefused(ErrorCode.JSON_INVALID, "null");
        assertRefused(ErrorCode.JSON_INVALID, "");
        assertRefused(ErrorCode.JSON_INVALID, "{\"type\":\"vm.power\"} trailing");
        assertRefused(ErrorCode.JSON_INVALID, "[".repeat(100_000));
        assertRefused(ErrorCode.COMMAND_UNKNOWN, "{\"type\":\"java.lang.Runtime\"}");
        assertRefused(ErrorCode.USAGE_INVALID, "{\"type\":\"vm.power\",\"action\":\"START\",\"vms\":[]}");
        assertRefused(ErrorCode.USAGE_INVALID, "{\"type\":\"vm.power\",\"action\":\"START\",\"vms\":[\"nonsense\"]}");
    }

    private static void assertRefused(ErrorCode code, String json) {
        assertThatThrownBy(() -> Json.readStrict(json, Command.class))
                .as(json.substring(0, Math.min(80, json.length())))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    private static Problem problem() {
        return Problem.of(ErrorCode.HOST_UNREACHABLE, "a", "b", "c").withDetails("d");
    }

    private static InventoryImage image() {
        Host host = new Host(
                HOST,
                ConnectionId.of("local"),
                "h1",
                "qemu:///system",
                HostState.DISCONNECTED,
                Optional.of(problem()),
                "QEMU 7.2",
                "9.0.0",
                "x86_64",
                2,
                1,
                1,
                new Accelerator(Accelerator.Kind.EMULATION, "why"));
        return InventoryImage.of(List.of(host), List.of(vm()), List.of(), List.of(), List.of());
    }

    private static Vm vm() {
        return new Vm(
                VM,
                "web-01",
                "",
                "",
                VmState.RUNNING,
                "booted",
                Optional.of(NOW),
                1,
                1 << 20,
                1 << 20,
                true,
                false,
                false,
                "x86_64",
                "q35",
                "qemu",
                List.of(new Disk("vda", "disk", "virtio", "/x", "qcow2", false)),
                List.of(new Nic("52:54:00:00:00:01", "network", "default", "virtio")),
                new TreeSet<>(Set.of("prod")),
                "d");
    }

    private static Job job() {
        Progress progress = new Progress(1, 2, "steps", 0.5, Optional.of(Duration.ofSeconds(2)));
        Step step = new Step(
                0,
                "start",
                "Start",
                VM.text(),
                List.of(),
                StepState.FAILED,
                "",
                1,
                progress,
                Optional.of(NOW),
                Optional.empty(),
                Optional.of(problem()),
                List.of(new Substep(
                        "fetch",
                        "Fetch it",
                        StepState.RUNNING,
                        "the network",
                        progress,
                        Optional.of(NOW),
                        Optional.empty(),
                        List.of("a line"),
                        Optional.of(problem()))),
                Optional.empty(),
                List.of());
        return new Job(
                JobId.of("j1"),
                "vm.power",
                "Start",
                "me",
                JobState.RUNNING,
                1,
                true,
                progress,
                List.of(step),
                NOW,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    @Test
    void roles_are_ordered() {
        assertThat(Role.ADMINISTRATOR.includes(Role.OPERATOR)).isTrue();
        assertThat(Role.VIEWER.includes(Role.OPERATOR)).isFalse();
    }

    @Test
    void a_record_that_became_an_alternative_is_read_from_what_was_stored_before() {
        String before = """
                {"name":"anna","role":"OPERATOR","fingerprint":"ab12","paired":"2026-01-01T00:00:00Z",
                 "expires":"2027-01-01T00:00:00Z","revoked":null}""";
        PairedClient client = Json.read(before, PairedClient.class);
        assertThat(client.name()).isEqualTo("anna");
        assertThat(Json.read(Json.write(client), PairedClient.class)).isEqualTo(client);
        assertThat(Json.write(List.of(client))).contains("anna");
        assertThat(Json.read(Json.write(client), LiveObject.class)).isEqualTo(client);
    }
}
