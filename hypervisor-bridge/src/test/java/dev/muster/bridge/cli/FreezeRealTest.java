package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests with QEMU's agent are frozen while they are captured, and never longer, whatever becomes of the agent and the bridge. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class FreezeRealTest {
    private static final String VM = "frozen";

    /** What ext4 says of a file system that is in use; freezing it takes that away, as unmounting it does. */
    private static final String IN_USE = "needs_recovery";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private AgentGuest guest;
    private Path repository = Path.of("");

    @BeforeEach
    void a_guest_with_an_agent_and_a_repository() throws Exception {
        CaseGround.must("chmod", "755", directory.toString());
        ground = new CaseGround(directory);
        repository = Files.createDirectory(directory.resolve("repository"));
        ground.done("repository", "add", "nightly", "--path", repository.toString());
        guest = AgentGuest.start(ground, VM, directory);
    }

    @AfterEach
    void clear() throws Exception {
        guest.remove();
    }

    @Test
    void a_frozen_guest_has_a_whole_file_system_in_its_point_and_goes_on() throws Exception {
        backup("never");
        assertThat(newest().consistency()).isEqualTo(Consistency.CRASH);
        assertThat(AgentGuest.fileSystem(image())).contains(IN_USE);

        for (String freeze : List.of("", "required")) {
            long before = guest.written();
            backup(freeze);
            assertThat(newest().consistency()).as(freeze).isEqualTo(Consistency.FROZEN);
            assertThat(AgentGuest.fileSystem(image())).as(freeze).doesNotContain(IN_USE);
            assertThat(Long.parseLong(AgentGuest.number(image()))).as(freeze).isBetween(before, guest.written());
            assertThat(guest.isFrozen()).as(freeze).isFalse();
            guest.awaitWriting();
        }
    }

    @Test
    void a_bridge_killed_while_it_freezes_lets_the_guest_go_on_when_it_comes_back() throws Exception {
        guest.run("echo 4 >/run/freezing; echo takes a while >/dev/ttyS0");
        guest.awaitSaying("takes a while");
        Process bridge = ground.begun("backup", "run", VM, "--repository", "nightly", "--freeze", "required");
        guest.awaitSaying(VM + " freeze");
        bridge.destroyForcibly().waitFor();
        await().atMost(Duration.ofSeconds(30)).until(guest::isFrozen);
        ground.done("job", "wait", job());
        // it was thawed in between: what is frozen already cannot be frozen
        assertThat(newest().consistency()).isEqualTo(Consistency.FROZEN);
        assertThat(guest.isFrozen()).isFalse();
        guest.awaitWriting();
    }

    @Tag("long")
    @Test
    void an_agent_that_is_late_or_hangs_holds_up_neither_the_backup_nor_the_guest() throws Exception {
        // longer than it is waited for the freezing, and for the thawing after it
        guest.run("echo 17 >/run/freezing; echo takes long >/dev/ttyS0");
        guest.awaitSaying("takes long");
        backup("");
        assertThat(log()).contains("its file systems are not frozen");
        assertThat(newest().consistency()).isEqualTo(Consistency.CRASH);
        guest.awaitSaying(VM + " thaw");
        assertThat(guest.isFrozen()).isFalse();
        guest.awaitWriting();

        // the answer to this very command is on its way before the agent stops
        guest.run("usleep 500000; kill -STOP $(cat /run/agent.pid); echo agent stopped >/dev/ttyS0");
        guest.awaitSaying("agent stopped");
        long begun = System.nanoTime();
        backup("");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(log()).contains("its file systems are not frozen");
        PointManifest point = newest();
        assertThat(point.consistency()).isEqualTo(Consistency.CRASH);
        ground.refused("could not be frozen", "backup", "run", VM, "--repository", "nightly", "--freeze", "required");
        assertThat(newest()).isEqualTo(point);
        guest.awaitWriting();
    }

    private void backup(String freeze) {
        List<String> words = List.of("backup", "run", VM, "--repository", "nightly", "--freeze", freeze);
        ground.done((freeze.isEmpty() ? words.subList(0, 5) : words).toArray(String[]::new));
    }

    /** The id of the newest job. */
    private String job() {
        ground.done("job", "list", "--limit", "1", "--json");
        return Json.read(ground.out, Job[].class)[0].id().text();
    }

    /** What the newest job wrote into its log. */
    private String log() {
        ground.done("job", "log", job());
        return ground.out;
    }

    private PointManifest newest() {
        ground.done("backup", "list", VM, "--json");
        return Json.read(ground.out, Point[].class)[0].manifest();
    }

    /** That of the disk in the newest point. */
    private Path image() {
        ground.done("backup", "list", VM, "--json");
        Point point = Json.read(ground.out, Point[].class)[0];
        return repository
                .resolve("vms")
                .resolve(point.id().vm().toString())
                .resolve(point.id().name())
                .resolve("disks/vda.qcow2");
    }
}
