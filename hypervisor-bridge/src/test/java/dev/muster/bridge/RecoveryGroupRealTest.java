package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.PointId;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.vm.FirmwareKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members of a consistency group come up from one set. */
@Tag("real")
class RecoveryGroupRealTest extends RecoveryScene {
    private static final GroupId PAIR = GroupId.of("pair");

    @Override
    List<String> names() {
        return List.of("db", "app");
    }

    @Override
    void machines() throws Exception {
        TinyGuest guest = TinyGuest.build();
        define(guest, "db", "muster.disk");
        define(guest, "app", "muster.fetch=db");
    }

    private PlanMachine member(String name, Gate gate) {
        return PlanMachine.of(
                        name, new MachineSource.OfGroup(PAIR, bridge.vm(name).id(), name))
                .withPlace(new Place(Optional.empty(), Optional.of(pool())))
                .withNics(List.of(new PlanNic(1, "front", Optional.empty())))
                .withReadiness(new Readiness(List.of(gate), Duration.ofSeconds(90)));
    }

    private Set<String> sets(VmId vm, PointId point) {
        return bridge.bridge().ask(new BackupQuery.Points(Optional.of(vm.uuid()))).points().stream()
                .filter(one -> one.id().equals(point))
                .flatMap(one -> one.manifest().set().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void members_of_a_group_come_from_one_set_though_one_of_them_has_a_newer_point() throws Exception {
        PlanMachine db = member("db", new Gate.SerialText(TinyGuest.ready("db")));
        PlanMachine app = member("app", new Gate.SerialText("fetched db: db")).withNeeds(List.of("db"));
        save(plan(tier("pair", db, app)));
        assertThat(findings(RunKind.TEST))
                .as("no set yet")
                .anyMatch(text -> text.contains("db has no restore point that the plan asks for"));

        bridge.done(new GroupCommand.Create(new GroupSpec(
                PAIR,
                List.of(
                        new GroupMember.OfVm(bridge.vm("db").id()),
                        new GroupMember.OfVm(bridge.vm("app").id())),
                GroupLock.PAUSE,
                GroupSpec.USUAL_DEADLINE,
                NIGHTLY,
                KeepRule.ALL)));
        bridge.done(new GroupCommand.Capture(PAIR));
        bridge.done(new BackupCommand.Run(bridge.vm("db").id(), NIGHTLY));

        JobId id = begin(false);
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        List<MachineRun> machines = bridge.bridge().ask(new RunQuery.Run(id)).machines();
        Set<String> one = sets(bridge.vm("db").id(), machines.get(0).point());
        assertThat(one)
                .hasSize(1)
                .isEqualTo(sets(bridge.vm("app").id(), machines.get(1).point()));
        requireNothingLeft();
    }

    @Test
    void firmware_that_the_host_has_not_for_that_machine_is_found_before() {
        save(plan(tier(
                "data",
                machine("db", List.of(), new Gate.TcpPort(80)),
                machine("app", List.of(), new Gate.Ping())
                        .withHardware(HardwareOverride.NONE.withFirmware(Optional.of(FirmwareKind.UEFI_SECURE))))));
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.TEST))
                        .findings())
                .filteredOn(finding -> finding.severity() == Health.CRITICAL)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo("app");
                    assertThat(finding.problem().what()).contains("has no uefi-secure firmware");
                });
    }

    @Test
    void a_vm_that_runs_with_the_mac_address_of_a_machine_is_told_and_keeps_nobody_from_recovering() throws Exception {
        save(plan(tier("data", machine("db", List.of(), new Gate.TcpPort(80)))));
        start("db-twin", """
                <domain type='qemu'><name>db-twin</name><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64'>hvm</type></os>
                  <devices><interface type='network'><mac address='%s'/><source network='prod'/></interface></devices></domain>
                """.formatted(bridge.vm("db").nics().getFirst().mac()));
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.RECOVERY))
                        .findings())
                .filteredOn(finding -> finding.problem().what().contains("with which the VM db-twin runs"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Health.WARNING));
        assertThat(findings(RunKind.TEST)).noneMatch(text -> text.contains("db-twin"));
    }

    private List<String> findings(RunKind kind) {
        return bridge.bridge().ask(new RunQuery.DryRun(SHOP, 0, kind)).findings().stream()
                .map(finding -> finding.problem().what())
                .toList();
    }
}
