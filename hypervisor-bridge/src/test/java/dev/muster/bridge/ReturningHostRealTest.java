package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.NeighbourHost;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StandingRecovery.State;
import dev.muster.model.recovery.StartGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host loses its power, what it ran is recovered on another one, and then it returns. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class ReturningHostRealTest extends RecoveryScene {
    private static final HostId THERE = HostId.of("there");

    private NeighbourHost neighbour;

    @Override
    List<String> names() {
        return List.of("db");
    }

    /** On the other host, which starts it with itself. */
    @Override
    void machines() throws Exception {
        neighbour = NeighbourHost.start(Files.createDirectory(directory.resolve("there")));
        bridge.done(new HostCommand.Connect(ConnectionId.of("there"), neighbour.uri()));
        Path disk = directory.resolve("db.qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                        .start()
                        .waitFor())
                .isZero();
        String definition = definition(TinyGuest.build(), "db", "muster.disk", disk, "")
                .replace(
                        "<interface type='network'><source network='prod'/>",
                        "<interface type='bridge'><source bridge='virprod'/>");
        neighbour.virsh(
                "define",
                Files.writeString(directory.resolve("db.xml"), definition).toString());
        neighbour.virsh("autostart", "db");
        neighbour.virsh("start", "db");
        awaitOld(vm -> vm.state() == VmState.RUNNING && vm.autostart());
    }

    @AfterEach
    void end() throws Exception {
        neighbour.end();
    }

    private void awaitOld(java.util.function.Predicate<Vm> what) {
        bridge.awaitImage(image -> image.vms().values().stream()
                .anyMatch(vm -> vm.id().host().equals(THERE) && vm.name().equals("db") && what.test(vm)));
    }

    private void awaitHost(boolean connected) {
        bridge.awaitImage(image -> image.host(THERE)
                .filter(host -> (host.state() == HostState.CONNECTED) == connected)
                .isPresent());
    }

    private StandingRecovery awaitCopy(State state) {
        return await("the old machine is " + state)
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> Optional.ofNullable(bridge.bridge()
                                .inventory()
                                .objects(StandingRecovery.class)
                                .get(SHOP.text())),
                        found -> found.filter(one -> one.copies().stream().allMatch(copy -> copy.state() == state))
                                .isPresent())
                .orElseThrow();
    }

    private void savePlan() {
        PlanMachine machine = PlanMachine.of("db", machine("db", List.of()).source())
                .withPlace(machine("db", List.of()).place())
                .withNics(machine("db", List.of()).nics())
                .withReadiness(machine("db", List.of(), new Gate.SerialText(TinyGuest.ready("db")))
                        .readiness());
        save(plan(tier("data", machine)));
    }

    private JobId recover() throws Exception {
        neighbour.cutPower();
        awaitHost(false);
        Job done = bridge.ended(bridge.bridge().submit(new RecoveryCommand.Recover(SHOP, 0)));
        assertThat(done.state()).as(() -> done.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(awaitCopy(State.AWAITED).copies())
                .extracting(copy -> copy.vm().host())
                .containsExactly(THERE);
        return done.id();
    }

    @Test
    void a_guarded_machine_is_not_started_by_its_returning_host_and_runs_again_when_the_recovery_is_taken_back()
            throws Exception {
        savePlan();
        bridge.done(new RecoveryCommand.Guard(SHOP, true));
        awaitOld(vm -> !vm.autostart());
        assertThat(bridge.bridge().inventory().objects(StartGuard.class)).containsKey(SHOP.text());

        JobId job = recover();
        neighbour.restorePower();
        awaitHost(true);
        awaitCopy(State.KEPT_OFF);
        assertThat(neighbour.virsh("list", "--name").strip())
                .as("what runs there")
                .isEmpty();
        assertThat(neighbour.virsh("dumpxml", "--inactive", "db")).contains("<link state='down'/>");

        bridge.done(new RecoveryCommand.Cleanup(SHOP, job));
        awaitOld(vm -> vm.state() == VmState.RUNNING);
        assertThat(neighbour.virsh("dumpxml", "--inactive", "db")).doesNotContain("<link state='down'/>");
        assertThat(bridge.bridge().ask(new RunQuery.Run(job)).summary().outcome())
                .contains(RunOutcome.ROLLED_BACK);

        // with nothing in its place, Muster starts it as its host would have
        neighbour.cutPower();
        awaitHost(false);
        neighbour.restorePower();
        awaitOld(vm -> vm.state() == VmState.RUNNING);
        bridge.done(new RecoveryCommand.Guard(SHOP, false));
        awaitOld(Vm::autostart);
        assertThat(bridge.bridge().inventory().objects(StartGuard.class)).isEmpty();
    }

    @Test
    void one_that_its_host_starts_all_the_same_has_its_cables_out_within_seconds_and_is_told_as_alive()
            throws Exception {
        savePlan();
        JobId job = recover();
        neighbour.restorePower();
        StandingRecovery told = awaitCopy(State.ALIVE);
        assertThat(told.alive()).hasSize(1);
        assertThat(neighbour.virsh("dumpxml", "db")).as("as it runs").contains("<link state='down'/>");
        awaitOld(vm -> !vm.autostart());
        neighbour.virsh("destroy", "db");
        assertThat(awaitCopy(State.KEPT_OFF).job()).isEqualTo(job);
        bridge.done(new RecoveryCommand.Cleanup(SHOP, job));
        awaitOld(vm -> vm.state() == VmState.RUNNING && vm.autostart());
        assertThat(neighbour.virsh("dumpxml", "db")).as("as it runs").doesNotContain("<link state='down'/>");
    }
}
