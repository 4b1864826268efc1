package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.group.Group;
import dev.muster.model.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of one member, its host or the bridge while a group is held: all others go on within the deadline, and no set is made. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupTroubleRealTest {
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    /** What virsh takes to tell on a busy machine. */
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private GroupScene scene;
    private CaseGround ground;

    @BeforeEach
    void two_hosts_and_a_group() throws Exception {
        scene = new GroupScene(directory);
        ground = scene.ground;
        scene.here("db");
        scene.here("app");
        scene.there("web");
        ground.done(
                "group",
                "create",
                "shop",
                "--vm",
                "db",
                "--vm",
                "app",
                "--vm",
                "web",
                "--repository",
                "nightly",
                "--deadline",
                String.valueOf(DEADLINE.toSeconds()));
    }

    @AfterEach
    void clear() throws Exception {
        scene.end();
    }

    @Test
    void one_that_cannot_be_locked_stops_nobody_and_makes_no_set() throws Exception {
        CompletableFuture<Integer> capture = capture();
        awaitLockFile();
        CaseGround.virsh("destroy", "db");
        assertThat(capture.join()).isNotZero();
        assertThat(ground.err).contains("GRP-3", "db did not stand still", "no set was made");
        requireNoSet("db did not stand still");
    }

    @Test
    void one_that_hangs_in_the_lock_holds_the_others_no_longer_than_the_deadline() throws Exception {
        signal("-STOP", "web");
        CompletableFuture<Integer> capture = capture();
        long paused = awaitPaused("db");
        requireRunningWithinDeadline("db", paused);
        requireRunningWithinDeadline("app", paused);
        assertThat(capture.join()).isNotZero();
        assertThat(ground.err).contains("GRP-6", "web did not stand still within 4000 ms");
        signal("-CONT", "web");
        await().atMost(LONG)
                .until(() -> scene.neighbour.virsh("domstate", "web").contains("running"));
        awaitNoLockFile();
        requireNoSet("web did not stand still within");
    }

    @Test
    void one_that_dies_while_locked_takes_the_set_with_it_and_nobody_else() throws Exception {
        signal("-STOP", "web");
        CompletableFuture<Integer> capture = capture();
        long paused = awaitPaused("db");
        signal("-KILL", "db");
        signal("-CONT", "web");
        requireRunningWithinDeadline("app", paused);
        assertThat(capture.join()).isNotZero();
        assertThat(ground.err).contains("GRP-3", "db");
        await().atMost(LONG)
                .until(() -> scene.neighbour.virsh("domstate", "web").contains("running"));
        requireNoSet("db");
    }

    @Test
    void a_host_that_vanishes_while_its_member_is_locked_holds_up_no_other() throws Exception {
        signal("-STOP", "app");
        CompletableFuture<Integer> capture = capture();
        long paused = awaitPaused("db");
        await().atMost(LONG)
                .until(() -> scene.neighbour.virsh("domstate", "web").contains("paused"));
        scene.neighbour.signal("-STOP");
        requireRunningWithinDeadline("db", paused);
        assertThat(capture.join()).isNotZero();
        assertThat(ground.err).contains("GRP-6", "the watch goes on trying");
        signal("-CONT", "app");
        scene.neighbour.signal("-CONT");
        await().atMost(LONG)
                .until(() -> scene.neighbour.virsh("domstate", "web").contains("running"));
        await().atMost(LONG).until(() -> CaseGround.virsh("domstate", "app").contains("running"));
        awaitNoLockFile();
        requireNoSet("app did not stand still");
    }

    @Test
    void a_bridge_killed_while_members_are_locked_is_not_needed_to_let_them_go() throws Exception {
        signal("-STOP", "web");
        Process bridge = ground.begun("group", "capture", "shop");
        long paused = awaitPaused("db");
        bridge.destroyForcibly().waitFor();
        requireRunningWithinDeadline("db", paused);
        requireRunningWithinDeadline("app", paused);
        signal("-CONT", "web");
        await().atMost(LONG)
                .until(() -> scene.neighbour.virsh("domstate", "web").contains("running"));
        ground.done("job", "wait", job());
        assertThat(scene.sets("shop")).as("begun anew").hasSize(1);
        scene.requireCalm();
    }

    @Test
    void members_whose_bridge_and_watch_are_both_gone_go_on_when_the_bridge_comes_back() throws Exception {
        signal("-STOP", "web");
        Process bridge = ground.begun("group", "capture", "shop");
        var _ = awaitPaused("db");
        List<ProcessHandle> watches = bridge.descendants().toList();
        assertThat(watches).isNotEmpty();
        watches.forEach(ProcessHandle::destroyForcibly);
        bridge.destroyForcibly().waitFor();
        signal("-CONT", "web");
        assertThat(CaseGround.virsh("domstate", "db")).contains("paused");
        ground.done("job", "wait", job());
        assertThat(scene.sets("shop")).hasSize(1);
        scene.requireCalm();
    }

    private CompletableFuture<Integer> capture() {
        return CompletableFuture.supplyAsync(() -> ground.ctl("group", "capture", "shop"));
    }

    private boolean isLockFile() throws Exception {
        Path locks = directory.resolve("state/groups");
        if (!Files.isDirectory(locks)) {
            return false;
        }
        try (Stream<Path> all = Files.list(locks)) {
            return all.anyMatch(path -> path.toString().endsWith(".lock"));
        }
    }

    /** The members are ready to be held still, and are not yet. */
    private void awaitLockFile() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(this::isLockFile);
    }

    private void awaitNoLockFile() {
        await().atMost(LONG).until(() -> !isLockFile());
    }

    private static long awaitPaused(String name) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> CaseGround.virsh("domstate", name).contains("paused"));
        return System.nanoTime();
    }

    private static void requireRunningWithinDeadline(String name, long paused) {
        Duration left = DEADLINE.plus(LOOKING).minusNanos(System.nanoTime() - paused);
        await(name + " goes on")
                .atMost(left)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> CaseGround.virsh("domstate", name).contains("running"));
    }

    /** The others go on, nothing is listed, and the group tells why. */
    private void requireNoSet(String why) throws Exception {
        assertThat(scene.sets()).isEmpty();
        assertThat(scene.points()).isEmpty();
        Group group = scene.group();
        assertThat(group.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.set()).isEmpty();
            assertThat(attempt.problem().orElseThrow().what()).contains(why);
        });
        ground.done("group", "show", "shop");
        assertThat(ground.out).contains("no set: ");
        scene.requireCalm();
    }

    private static void signal(String signal, String vm) throws Exception {
        String pid = CaseGround.must("pgrep", "-f", "^[^ ]*qemu-system[^ ]* -name guest=" + vm + ",")
                .strip();
        CaseGround.must("kill", signal, pid);
    }

    private String job() {
        ground.done("job", "list", "--limit", "1", "--json");
        return Json.read(ground.out, Job[].class)[0].id().text();
    }
}
