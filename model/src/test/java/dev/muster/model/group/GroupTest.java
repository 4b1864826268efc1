package dev.muster.model.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GroupTest {
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");
    private static final GroupId SHOP = GroupId.of("shop");
    private static final Instant NOW = Instant.parse("2026-11-29T22:00:00Z");

    @Test
    void members_are_vms_tags_and_functions_of_clusters_each_vm_once_and_by_name() {
        Vm db = vm("db-1", "cluster:shop", "function:db");
        Vm web = vm("web-1", "cluster:shop", "function:web", "front");
        Vm other = vm("db-9", "cluster:mail", "function:db");
        GroupSpec spec = spec(
                new GroupMember.OfVm(web.id()),
                new GroupMember.OfTag("FRONT"),
                new GroupMember.OfFunction(ClusterId.of("shop"), "db"),
                new GroupMember.OfTag("nobody"));
        assertThat(spec.resolve(List.of(web, other, db))).containsExactly(db, web);
        assertThat(spec.unanswered(List.of(web, other, db))).containsExactly(new GroupMember.OfTag("nobody"));
        assertThat(spec(new GroupMember.OfFunction(ClusterId.of("shop"), "")).resolve(List.of(web, other, db)))
                .containsExactly(db, web);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused(() -> spec());
        refused(() -> spec(new GroupMember.OfTag("a"), new GroupMember.OfTag("a")));
        refused(() -> new GroupMember.OfTag(" "));
        refused(() -> GroupId.of("Shop"));
        refused(() -> SetId.of("nightly/shop/yesterday"));
        refused(() -> SetId.of("nightly/shop"));
        for (int seconds : List.of(0, 61)) {
            refused(() -> new GroupSpec(
                    SHOP,
                    List.of(new GroupMember.OfTag("a")),
                    GroupLock.PAUSE,
                    Duration.ofSeconds(seconds),
                    NIGHTLY,
                    KeepRule.ALL));
        }
        SetId set = SetId.of("nightly/shop/20261129T220000Z");
        refused(() -> new GroupCommand.CopySet(set, NIGHTLY));
        refused(() -> new GroupCommand.RestoreSet(set, RestoreMode.BESIDE, "", new TreeMap<>(), true));
        refused(() -> new GroupCommand.RestoreSet(set, RestoreMode.BESIDE, "/x", new TreeMap<>(), true));
        refused(() -> new GroupCommand.RestoreSet(set, RestoreMode.REPLACE, "-x", new TreeMap<>(), true));
    }

    private static void refused(ThrowingCallable wrong) {
        assertThatThrownBy(wrong)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.USAGE_INVALID));
    }

    @Test
    void skew_is_of_those_that_had_to_be_held_and_lock_time_of_the_one_held_longest() {
        GroupSet set = new GroupSet(
                1,
                SHOP,
                "20261129T220000Z",
                NOW,
                GroupLock.PAUSE,
                Duration.ofSeconds(10),
                List.of(
                        member("db", Consistency.CRASH, 0, 10, 40, 90, 120),
                        member("web", Consistency.FROZEN, 5, 30, 45, 70, 200),
                        member("off", Consistency.OFF, 0, 0, 40, 41, 42)),
                Optional.empty());
        assertThat(set.skew()).isEqualTo(Duration.ofMillis(20));
        assertThat(set.captureSpread()).isEqualTo(Duration.ofMillis(49));
        assertThat(set.lockTime()).isEqualTo(Duration.ofMillis(195));
        assertThat(set.stored()).isEqualTo(6);
    }

    private static GroupSet.Member member(
            String name, Consistency consistency, int asked, int locked, int captureAsked, int captured, int released) {
        return new GroupSet.Member(
                vm(name).id(),
                name,
                "20261129T220000Z",
                consistency,
                new GroupSet.Times(
                        Duration.ofMillis(asked),
                        Duration.ofMillis(locked),
                        Duration.ofMillis(captureAsked),
                        Duration.ofMillis(captured),
                        Duration.ofMillis(released),
                        Duration.ZERO),
                5,
                2);
    }

    @Test
    void a_group_keeps_what_came_of_its_captures_and_how_long_restores_took() {
        Group group = Group.of(spec(new GroupMember.OfTag("a")), NOW);
        assertThat(group.restoreTakes()).isEmpty();
        JobId job = JobId.of("01m8mgvwk902kw9cw3g0nyby8x");
        Problem why = Problem.of(ErrorCode.GROUP_LATE, "x did not stand still.", "No set.", "Look.");
        Group failed = group.after(new Group.Attempt(NOW, job, Optional.empty(), Optional.of(why)));
        Group done = failed.after(
                new Group.Attempt(NOW, job, Optional.of(SetId.of("nightly/shop/20261129T220000Z")), Optional.empty()));
        assertThat(failed.attempts()).hasSize(1);
        assertThat(done.attempts())
                .as("of the same job")
                .singleElement()
                .satisfies(one -> assertThat(one.set()).isPresent());
        Group restored = done;
        for (int seconds : List.of(90, 10, 30, 20, 40, 50)) {
            restored = restored.after(new Group.MeasuredRestore(NOW, Duration.ofSeconds(seconds), 2));
        }
        assertThat(restored.restores()).hasSize(5);
        assertThat(restored.restoreTakes()).contains(Duration.ofSeconds(30));
        assertThat(restored.with(spec(new GroupMember.OfTag("b")), NOW).revision())
                .isEqualTo(2);
    }

    private static GroupSpec spec(GroupMember... members) {
        return new GroupSpec(SHOP, List.of(members), GroupLock.PAUSE, GroupSpec.USUAL_DEADLINE, NIGHTLY, KeepRule.ALL);
    }

    private static Vm vm(String name, String... tags) {
        return new Vm(
                new VmId(HostId.of("here"), UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                name,
                "",
                "",
                VmState.RUNNING,
                "",
                Optional.empty(),
                1,
                1,
                1,
                true,
                false,
                false,
                "x86_64",
                "q35",
                "kvm",
                List.of(),
                List.of(),
                new TreeSet<>(List.of(tags)),
                "");
    }
}
