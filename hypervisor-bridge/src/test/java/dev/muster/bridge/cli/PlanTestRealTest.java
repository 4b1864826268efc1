package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.json.PlanFile;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command runs a plan that was saved from a file, as a test. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class PlanTestRealTest {
    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void a_guest_that_is_backed_up() throws Exception {
        CaseGround.must("chmod", "755", directory.toString());
        ground = new CaseGround(directory);
        CaseGround.virsh(
                "pool-create-as",
                "recovered",
                "dir",
                "--target",
                Files.createDirectory(directory.resolve("pool")).toString());
        ground.define(BootDisk.domain("db", BootDisk.WRITE.make(directory.resolve("db.qcow2")), "", ""));
        CaseGround.virsh("start", "db");
        ground.done(
                "repository",
                "add",
                "nightly",
                "--path",
                Files.createDirectory(directory.resolve("nightly")).toString());
        ground.done("backup", "run", "db", "--repository", "nightly");
    }

    @AfterEach
    void leave_nothing() throws Exception {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", "db");
        CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", "db");
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "recovered");
    }

    @Test
    void a_plan_from_a_file_is_tested_with_one_command_that_says_each_step_and_leaves_nothing() throws Exception {
        ground.done("vm", "list", "--json");
        Vm db = List.of(Json.read(ground.out, Vm[].class)).stream()
                .filter(vm -> vm.name().equals("db"))
                .findFirst()
                .orElseThrow();
        UUID pool = UUID.fromString(CaseGround.virsh("pool-uuid", "recovered").strip());
        PlanMachine machine = PlanMachine.of("db", new MachineSource.OfVm(db.id(), "db"))
                .withPlace(new Place(
                        Optional.empty(), Optional.of(new PoolId(db.id().host(), pool))));
        Path file = Files.writeString(
                directory.resolve("shop.plan.json"),
                PlanFile.write(PlanSpec.of(List.of(new Tier("data", 1, List.of(machine))))));
        ground.done("plan", "create", "shop", "--file", file.toString());
        ground.done("plan", "test", "shop");
        assertThat(ground.err).contains("done     Recover db", "done     See that tier data stands");
        assertThat(CaseGround.virsh("list", "--all", "--name").lines().filter(name -> name.startsWith("db")))
                .as("the test is gone, production is not")
                .containsExactly("db");
        assertThat(CaseGround.virsh("domstate", "db")).contains("running");
        ground.refused("Neither a test nor a recovery of the plan shop stands", "plan", "cleanup", "shop");
        ground.done("plan", "validate", "shop");
        assertThat(ground.out).contains("No faults.");
        ground.done("plan", "history", "shop");
        assertThat(ground.out).containsPattern("test +1 +succeeded .* 1/1");

        String tested = ground.out
                .lines()
                .filter(line -> line.contains("succeeded"))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow();
        findings(tested);

        ground.done("plan", "recover", "shop", "--yes");
        assertThat(CaseGround.virsh("domstate", "db")).contains("shut off");
        ground.done("plan", "history", "shop");
        assertThat(ground.out).containsPattern("recovery +1 +succeeded .* 1/1 .*stands");
        String job = ground.out
                .lines()
                .filter(line -> line.contains("recovery"))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow();
        ground.done("plan", "history", "shop", job);
        assertThat(ground.out)
                .contains("shop, version 1: recovery, succeeded", "db")
                .contains("ready");
        ground.done("plan", "cleanup", "shop", "--yes");
        assertThat(CaseGround.virsh("domstate", "db")).contains("running");
        ground.refused("shop", "plan", "test", "shop", "--version", "7");
    }

    private void findings(String run) throws Exception {
        ground.done("finding", "coverage");
        assertThat(ground.out).containsPattern("db +exercised +1 +1 +1 .* test of shop +shop");
        ground.done("finding", "list");
        assertThat(ground.out).contains("There are no findings.");
        ground.done("finding", "assess", run);
        ground.done("finding", "raise", run, "The switch was told by hand", "--severity", "low", "--owner", "Ben");
        ground.done("finding", "list", "--run", run);
        assertThat(ground.out).containsPattern("low +open +shop +- +Ben +The switch was told by hand");
        String finding = ground.out.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
        ground.refused("No run has shown that the finding is gone.", "finding", "set", finding, "--status", "closed");
        ground.done("finding", "set", finding, "--due", "2020-01-31", "--status", "fixed");
        ground.done("finding", "list", "--overdue");
        assertThat(ground.out).contains("2020-01-31 overdue");
        ground.done("finding", "set", finding, "--due", "none", "--status", "accepted", "--note", "once a year");
        ground.done("finding", "show", finding);
        assertThat(ground.out).contains("once a year", "accepted", run);
        ground.done("finding", "list");
        assertThat(ground.out).contains("There are no findings.");
        ground.done("finding", "list", "--all");
        assertThat(ground.out).contains(finding);
    }
}
