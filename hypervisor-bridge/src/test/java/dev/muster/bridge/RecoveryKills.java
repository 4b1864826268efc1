package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.PlanFile;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.StartGuard;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Jobs on recovery plans, with what must be there before and after each. */
enum RecoveryKills implements KillScene {
    CREATE("recovery.create", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new RecoveryCommand.Create(SHOP, spec(), "");
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(1L);
        }
    },
    CHANGE("recovery.set", true) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new RecoveryCommand.Set(SHOP, spec().withHostLimit(2), 1, "");
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(2L, 1L);
        }
    },
    RESTORE("recovery.restore", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CHANGE.prepare(bridge));
            return new RecoveryCommand.Restore(SHOP, 1);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(3L, 2L, 1L);
        }
    },
    DELETE("recovery.delete", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new RecoveryCommand.Delete(SHOP);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(bridge.bridge().inventory().objects(RecoveryPlan.class)).isEmpty();
        }
    },
    /** One machine, from its backup, in a network of its own; production goes on beside it. */
    TEST("recovery.test", true) {
        @Override
        public int steps() {
            return 7;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            plan(bridge);
            return new RecoveryCommand.Test(SHOP, 0, false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireNothingLeft();
        }
    },
    /** What it was captured from is kept from running; it stands in its place. */
    RECOVER("recovery.recover", true) {
        @Override
        public int steps() {
            return 6;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            plan(bridge);
            return new RecoveryCommand.Recover(SHOP, 0);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("shut off");
            assertThat(RealBridge.virsh("domstate", recovered())).containsExactly("running");
            assertThat(links()).as("its network").anyMatch(line -> line.startsWith("mr"));
            bridge.done(new RecoveryCommand.Cleanup(SHOP, only(bridge)));
            requireNothingLeft();
        }
    },
    /** What is recovered is off before: there is no guest that could shut down. */
    RECOVER_PLANNED("recovery.recover-planned", false) {
        @Override
        public int steps() {
            return 11;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            plan(bridge);
            off(bridge, KillGround.NAME);
            return new RecoveryCommand.RecoverPlanned(SHOP, 0);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("shut off");
            assertThat(RealBridge.virsh("domstate", recovered())).containsExactly("running");
            bridge.done(new RecoveryCommand.Cleanup(SHOP, only(bridge)));
            RealBridge.virsh("start", KillGround.NAME);
            requireNothingLeft();
        }
    },
    COMMIT("recovery.commit", false) {
        @Override
        public int steps() {
            return 4;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(RECOVER.prepare(bridge));
            return new RecoveryCommand.Commit(SHOP, only(bridge));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", recovered())).containsExactly("running");
            assertThat(bridge.bridge()
                            .ask(new RunQuery.Runs(SHOP, 1))
                            .runs()
                            .getFirst()
                            .outcome())
                    .contains(RunOutcome.COMMITTED);
            assertThat(bridge.vm(KillGround.NAME).tags()).contains("replaced");
        }
    },
    /** What was recovered is off before, as there is no guest that could shut down. */
    FAILBACK("recovery.failback", false) {
        @Override
        public int steps() {
            return 11;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(RECOVER.prepare(bridge));
            off(bridge, recovered());
            return new RecoveryCommand.Failback(SHOP, only(bridge));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireNothingLeft();
        }
    },
    GUARD("recovery.guard", false) {
        @Override
        public int steps() {
            return 2;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            plan(bridge);
            RealBridge.virsh("autostart", KillGround.NAME);
            bridge.awaitImage(image -> image.vms().values().stream().anyMatch(Vm::autostart));
            return new RecoveryCommand.Guard(SHOP, true);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(bridge.bridge().inventory().objects(StartGuard.class)).containsKey(SHOP.text());
            assertThat(RealBridge.virsh("list", "--all", "--autostart", "--name"))
                    .doesNotContain(KillGround.NAME);
        }
    },
    /** Its firmware says something on its serial line: that is all there is to boot. */
    VERIFY_BOOT("recovery.verify-boot", false) {
        @Override
        public int steps() {
            return 2;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            speaking(bridge);
            return new BootCommand.VerifyBoot(List.of(), List.of(), speaks());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireBooted(bridge);
        }
    },
    FIND_GOOD("recovery.find-good", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new BootCommand.FindGood(speaking(bridge).uuid(), speaks(), 2);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireBooted(bridge);
        }
    },
    CLEANUP("recovery.cleanup", false) {
        @Override
        public int steps() {
            return 3;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(RECOVER.prepare(bridge));
            return new RecoveryCommand.Cleanup(SHOP, only(bridge));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireNothingLeft();
        }
    };

    private static BootCheck speaks() {
        return new BootCheck(
                new Readiness(List.of(new Gate.SerialText("SeaBIOS")), Duration.ofSeconds(60)),
                Optional.of(512L),
                Optional.empty());
    }

    /** A VM whose firmware speaks, backed up, and a pool. */
    private static VmId speaking(RealBridge bridge) throws Exception {
        bridge.done(new BackupCommand.AddRepository(
                NIGHTLY,
                Files.createDirectories(KillGround.files().resolve("repository"))
                        .toString()));
        VmId vm = KillGround.imaged(bridge, "<bios useserial='yes'/>", "<serial type='pty'/>");
        bridge.done(new BackupCommand.Run(vm, NIGHTLY));
        bridge.done(KillGround.pool());
        return vm;
    }

    private static void requireBooted(RealBridge bridge) throws Exception {
        assertThat(bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.booted().orElseThrow().passed()).isTrue();
                    assertThat(point.users()).isEmpty();
                });
        requireNothingLeft();
    }

    private static String recovered() throws Exception {
        return RealBridge.virsh("list", "--all", "--name").stream()
                .filter(name -> name.startsWith(KillGround.NAME + "-shop-"))
                .findFirst()
                .orElseThrow();
    }

    private static void off(RealBridge bridge, String name) throws Exception {
        RealBridge.virsh("destroy", name);
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals(name) && vm.state() == VmState.OFF));
    }

    private static JobId only(RealBridge bridge) {
        return bridge.bridge().ask(new RunQuery.Runs(SHOP, 10)).runs().stream()
                .filter(run -> run.kind().isRecovery())
                .findFirst()
                .orElseThrow()
                .job();
    }

    /** One machine that was backed up and runs, and a plan for it. */
    static void plan(RealBridge bridge) throws Exception {
        bridge.done(new BackupCommand.AddRepository(
                NIGHTLY,
                Files.createDirectories(KillGround.files().resolve("repository"))
                        .toString()));
        VmId vm = KillGround.imaged(bridge);
        bridge.done(new BackupCommand.Run(vm, NIGHTLY));
        bridge.done(KillGround.pool());
        PlanMachine machine = PlanMachine.of("one", new MachineSource.OfVm(vm, KillGround.NAME))
                .withPlace(new Place(
                        Optional.empty(),
                        Optional.of(KillGround.onlyPool(bridge).id())));
        RecoveryNetwork network = new RecoveryNetwork(
                "front",
                List.of(),
                "10.78.0.0/24",
                Optional.of("10.78.0.1"),
                Optional.empty(),
                List.of(),
                new RecoveryNetwork.DnsRule("", false),
                false,
                List.of(),
                List.of(),
                RecoveryNetwork.Reach.ISOLATED);
        bridge.done(new RecoveryCommand.Create(
                SHOP, PlanSpec.of(List.of(new Tier("all", 1, List.of(machine)))).withNetworks(List.of(network)), ""));
    }

    /** Production runs, and nothing of a run is there. */
    private static void requireNothingLeft() throws Exception {
        assertThat(RealBridge.virsh("list", "--all", "--name"))
                .filteredOn(name -> name.startsWith(KillGround.NAME))
                .containsExactly(KillGround.NAME);
        assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
        try (Stream<Path> pool = Files.list(KillGround.files().resolve("pool"))) {
            assertThat(pool).as("what the machine wrote").isEmpty();
        }
        assertThat(links()).as("networks of recoveries").noneMatch(line -> line.startsWith("mr"));
    }

    private static List<String> links() throws Exception {
        Process links = new ProcessBuilder("ip", "-brief", "link").start();
        return new String(links.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");

    private static final PlanId SHOP = PlanId.of("shop");

    private final String kind;
    private final boolean usual;

    RecoveryKills(String kind, boolean usual) {
        this.kind = kind;
        this.usual = usual;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public boolean isUsual() {
        return usual;
    }

    private static PlanSpec spec() throws IOException {
        return PlanFile.read(Files.readString(Path.of("../docs/examples/shop.plan.json")))
                .spec();
    }

    private static List<Long> versions(RealBridge bridge) {
        return bridge.bridge().ask(new RecoveryQuery.Versions(SHOP)).versions().stream()
                .map(RecoveryQuery.PlanVersion::version)
                .toList();
    }
}
