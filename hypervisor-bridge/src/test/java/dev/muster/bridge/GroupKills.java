package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.group.SetId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Jobs on consistency groups, with what must be there before and after each. */
enum GroupKills implements KillScene {
    CREATE("group.create", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add(NIGHTLY, "repository"));
            return new GroupCommand.Create(spec(new GroupMember.OfTag("shop"), KeepRule.ALL));
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(groups(bridge))
                    .singleElement()
                    .satisfies(group -> assertThat(group.revision()).isEqualTo(1));
        }
    },
    CHANGE("group.set", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new GroupCommand.Set(spec(new GroupMember.OfTag("mail"), KeepRule.ALL), 1);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(groups(bridge))
                    .singleElement()
                    .satisfies(group -> assertThat(group.revision()).isEqualTo(2));
        }
    },
    DELETE("group.delete", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new GroupCommand.Delete(SHOP);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(groups(bridge)).isEmpty();
        }
    },
    CAPTURE("group.capture", 3, true) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            group(bridge, new KeepRule(1, 0, 0, 0, 0, 0));
            bridge.done(new GroupCommand.Capture(SHOP));
            return new GroupCommand.Capture(SHOP);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
            assertThat(RealBridge.virsh("domjobinfo", KillGround.NAME)).contains("Job type:         None");
            requireWhole(bridge, 1);
        }
    },
    VERIFY("group.verify-set", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new GroupCommand.VerifySet(set(bridge));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(sets(bridge).getFirst().verified()).isPresent();
            requireWhole(bridge, 1);
        }
    },
    COPY("group.copy-set", 2, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            SetId set = set(bridge);
            bridge.done(add(OFFSITE, "offsite"));
            return new GroupCommand.CopySet(set, OFFSITE);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge, 2);
            bridge.done(new BackupCommand.CheckRepository(OFFSITE));
        }
    },
    DELETE_SET("group.delete-set", 1, true) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            SetId set = set(bridge);
            bridge.done(new GroupCommand.Capture(SHOP));
            return new GroupCommand.DeleteSet(set);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge, 1);
        }
    },
    RESTORE("group.restore-set", 6, true) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            SetId set = set(bridge);
            bridge.done(KillGround.pool());
            TreeMap<HostId, PoolId> pools = new TreeMap<>();
            pools.put(RealBridge.HOST, KillGround.onlyPool(bridge).id());
            return new GroupCommand.RestoreSet(set, RestoreMode.REPLACE, "", pools, true);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
            assertThat(RealBridge.virsh("domstate", Fence.fenced(KillGround.NAME)))
                    .containsExactly("shut off");
            assertThat(String.join("\n", RealBridge.virsh("domblklist", KillGround.NAME)))
                    .contains(KillGround.NAME + "-vda");
            assertThat(groups(bridge).getFirst().restores()).hasSize(1);
        }
    },
    UNFENCE("group.unfence", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(RESTORE.prepare(bridge));
            bridge.done(new VmCommand.Power(
                    PowerAction.FORCE_OFF, List.of(bridge.vm(KillGround.NAME).id())));
            bridge.done(new VmCommand.Rename(bridge.vm(KillGround.NAME).id(), "other"));
            return new GroupCommand.Unfence(
                    bridge.vm(Fence.fenced(KillGround.NAME)).id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("shut off");
            assertThat(String.join("\n", RealBridge.virsh("domblklist", KillGround.NAME)))
                    .contains("snap.qcow2");
            assertThat(bridge.bridge().inventory().objects(Fence.class)).isEmpty();
        }
    };

    private static final GroupId SHOP = GroupId.of("shop");
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");
    private static final RepositoryId OFFSITE = RepositoryId.of("offsite");

    private final String kind;
    private final int steps;
    private final boolean usual;

    GroupKills(String kind, int steps, boolean usual) {
        this.kind = kind;
        this.steps = steps;
        this.usual = usual;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isUsual() {
        return usual;
    }

    private static Command add(RepositoryId id, String name) throws IOException {
        return new BackupCommand.AddRepository(
                id, Files.createDirectories(KillGround.files().resolve(name)).toString());
    }

    private static GroupSpec spec(GroupMember member, KeepRule keep) {
        return new GroupSpec(SHOP, List.of(member), GroupLock.PAUSE, GroupSpec.USUAL_DEADLINE, NIGHTLY, keep);
    }

    /** A group of a VM that runs. */
    private static void group(RealBridge bridge, KeepRule keep) throws Exception {
        bridge.done(add(NIGHTLY, "repository"));
        bridge.done(new GroupCommand.Create(spec(new GroupMember.OfVm(KillGround.imaged(bridge)), keep)));
    }

    /** The only set of that group. */
    private static SetId set(RealBridge bridge) throws Exception {
        group(bridge, KeepRule.ALL);
        bridge.done(new GroupCommand.Capture(SHOP));
        return sets(bridge).getFirst().id();
    }

    private static List<Group> groups(RealBridge bridge) {
        return List.copyOf(bridge.bridge().inventory().objects(Group.class).values());
    }

    private static List<GroupQuery.Listed> sets(RealBridge bridge) {
        return bridge.bridge().ask(new GroupQuery.Sets(Optional.empty())).sets();
    }

    /** So many sets are there, all of them good, with the points they are of, and nothing else. */
    private static void requireWhole(RealBridge bridge, int count) throws Exception {
        assertThat(sets(bridge))
                .hasSize(count)
                .allSatisfy(set -> assertThat(set.problem()).isEmpty());
        assertThat(bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points())
                .hasSize(count);
        bridge.done(new BackupCommand.CheckRepository(NIGHTLY));
        try (Stream<Path> files = Files.walk(KillGround.files())) {
            assertThat(files.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(".") || name.equals("retired.json")))
                    .as("nothing half done")
                    .isEmpty();
        }
    }
}
