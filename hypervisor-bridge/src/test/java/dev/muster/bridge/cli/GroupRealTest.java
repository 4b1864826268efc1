package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMs on two hosts are captured together, and what is kept of them is whole sets. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupRealTest {
    @TempDir
    private Path directory = Path.of("");

    private GroupScene scene;
    private CaseGround ground;

    @BeforeEach
    void two_hosts() throws Exception {
        scene = new GroupScene(directory);
        ground = scene.ground;
        scene.here("db");
        scene.there("web");
    }

    @AfterEach
    void clear() throws Exception {
        scene.end();
    }

    @Test
    void a_group_over_two_hosts_is_captured_with_skew_and_lock_time() throws Exception {
        ground.done("group", "create", "shop", "--vm", "db", "--vm", "web", "--repository", "nightly");
        ground.done("group", "show", "shop");
        assertThat(ground.out).contains("10 s at most", "db  here  is paused", "web  there  is paused");
        ground.done("group", "capture", "shop");
        ground.done("group", "capture", "shop");
        List<Listed> sets = scene.sets("shop");
        assertThat(sets).hasSize(2).allSatisfy(one -> {
            GroupSet set = one.set();
            assertThat(one.problem()).isEmpty();
            assertThat(set.members()).extracting(GroupSet.Member::name).containsExactlyInAnyOrder("db", "web");
            Duration locked = set.members().stream()
                    .map(member -> member.times().locked())
                    .max(Duration::compareTo)
                    .orElseThrow();
            Duration released = set.members().stream()
                    .map(member -> member.times().released())
                    .min(Duration::compareTo)
                    .orElseThrow();
            assertThat(set.members()).allSatisfy(member -> {
                assertThat(member.times().captureAsked())
                        .as("after all are locked")
                        .isGreaterThan(locked);
                assertThat(member.times().captured()).as("before any goes on").isLessThan(released);
            });
            assertThat(set.lockTime()).isGreaterThan(set.skew()).isLessThan(Duration.ofSeconds(10));
        });
        assertThat(scene.points())
                .hasSize(4)
                .allSatisfy(point -> assertThat(point.manifest().set()).isPresent());
        assertThat(scene.points().getFirst().manifest().parent())
                .as("the second is an increment")
                .isPresent();
        ground.done("group", "list");
        assertThat(ground.out).contains("shop", "not measured", " s ");
        ground.done("group", "sets", "shop");
        assertThat(ground.out).contains("good", " ms");
        scene.requireCalm();
    }

    @Test
    void points_of_a_set_go_with_it_alone_and_a_damaged_member_refuses_its_set() throws Exception {
        ground.done(
                "group", "create", "shop", "--vm", "db", "--vm", "web", "--repository", "nightly", "--keep", "last=2");
        ground.done("group", "capture", "shop");
        Point alone = scene.points().getFirst();
        ground.refused("belongs to the set", "backup", "delete", alone.id().text(), "--yes");
        ground.done("backup", "run", "--filter", "", "--repository", "nightly", "--keep", "last=1");
        assertThat(scene.sets())
                .hasSize(1)
                .allSatisfy(set -> assertThat(set.problem()).isEmpty());
        ground.done("group", "capture", "shop");
        ground.done("group", "capture", "shop");
        List<Listed> sets = scene.sets();
        assertThat(sets).as("two are kept, whole").hasSize(2);
        ground.done("group", "verify", sets.getFirst().id().text());
        assertThat(scene.sets().getFirst().verified()).isPresent();

        GroupSet.Member member = sets.getFirst().set().members().getFirst();
        Path image = scene.repository
                .resolve("vms")
                .resolve(member.vm().uuid().toString())
                .resolve(member.point())
                .resolve("disks/vda.qcow2");
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length - 100] ^= 1;
        Files.write(image, bytes);
        ground.refused("is not whole", "group", "verify", sets.getFirst().id().text());
        assertThat(ground.err)
                .contains("The newest good set before it is " + sets.get(1).id());
        ground.refused(
                "is not whole", "group", "restore", sets.getFirst().id().text(), "--beside=-x", "--pool", "none");
        Files.delete(image);
        assertThat(scene.sets().getFirst().problem()).isPresent();
        ground.done("group", "sets", "shop");
        assertThat(ground.out).contains("is not whole");
        ground.done("group", "delete-set", sets.getFirst().id().text(), "--yes");
        assertThat(scene.sets()).hasSize(1);
        scene.requireCalm();
    }

    @Test
    void a_change_of_members_is_for_later_captures_alone() throws Exception {
        ground.done("group", "create", "shop", "--vm", "db", "--repository", "nightly");
        ground.done("group", "capture", "shop");
        ground.done("group", "set", "shop", "--vm", "db", "--vm", "web", "--lock", "freeze");
        ground.done("group", "capture", "shop");
        List<Listed> sets = scene.sets("shop");
        assertThat(sets.get(0).set().members()).hasSize(2);
        assertThat(sets.get(1).set().members()).hasSize(1);
        ground.done("vm", "set", "db", "--tags", "shop");
        ground.done("group", "create", "tagged", "--tag", "shop", "--repository", "nightly");
        ground.done("group", "capture", "tagged");
        assertThat(scene.sets("tagged").getFirst().set().members())
                .singleElement()
                .satisfies(member -> assertThat(member.name()).isEqualTo("db"));
        CaseGround.virsh("destroy", "db");
        ground.done("group", "capture", "tagged");
        ground.done("group", "delete", "tagged");
        assertThat(scene.sets("tagged")).as("sets stay").hasSize(2);
        scene.requireCalm();
    }
}
