package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.group.Fence;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set comes back as one: all members on both hosts, with what they had, and the old ones out of the way. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupRestoreRealTest {
    private static final Pattern MAC = Pattern.compile("<mac address='([^']+)'/>");

    @TempDir
    private Path directory = Path.of("");

    private GroupScene scene;
    private CaseGround ground;
    private String mac = "";

    @BeforeEach
    void a_group_on_two_hosts_with_a_set() throws Exception {
        scene = new GroupScene(directory);
        ground = scene.ground;
        CaseGround.virsh("pool-create-as", "near", "dir", "--target", pool("pool-here"));
        scene.neighbour.virsh("pool-create-as", "far", "dir", "--target", pool("pool-there"));
        Path disk = BootDisk.WRITE.make(directory.resolve("db.qcow2"));
        ground.define(BootDisk.domain("db", disk, "", "<interface type='user'><model type='virtio'/></interface>"));
        CaseGround.virsh("autostart", "db");
        CaseGround.virsh("start", "db");
        scene.tidyLater("db");
        scene.there("web");
        mac = mac(CaseGround.virsh("dumpxml", "db"));
        ground.done("group", "create", "shop", "--vm", "db", "--vm", "web", "--repository", "nightly");
        ground.done("group", "capture", "shop");
    }

    private String pool(String name) throws Exception {
        return Files.createDirectory(directory.resolve(name)).toString();
    }

    /** Other tests of the same run may have left pools. */
    private static String[] words(String... words) {
        return Stream.of(Stream.of("group", "restore"), Stream.of(words), Stream.of("--pool", "near", "--pool", "far"))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private void restore(String... words) {
        ground.done(words(words));
    }

    private static String mac(String xml) {
        Matcher found = MAC.matcher(xml);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @AfterEach
    void clear() throws Exception {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "near");
        scene.tidyLater(Fence.fenced("db"));
        scene.tidyLater("gone");
        scene.end();
    }

    @Test
    void new_members_take_the_place_of_old_ones_which_are_fenced_before_the_first_starts() throws Exception {
        restore("shop", "--replace", "--start", "--yes");
        for (String said : List.of(CaseGround.virsh("domstate", "db"), scene.neighbour.virsh("domstate", "web"))) {
            assertThat(said).contains("running");
        }
        String fresh = CaseGround.virsh("dumpxml", "db");
        assertThat(fresh).contains("pool-here/db-vda");
        assertThat(mac(fresh)).as("NICs are those of the set").isEqualTo(mac);
        requireFencedBeforeStarted();

        assertThat(CaseGround.virsh("domstate", "db.fenced")).contains("shut off");
        assertThat(scene.neighbour.virsh("domstate", "web.fenced")).contains("shut off");
        String fenced = CaseGround.virsh("dumpxml", "--inactive", "db.fenced");
        assertThat(fenced)
                .contains("<link state='down'/>", directory.resolve("db.qcow2").toString());
        assertThat(CaseGround.virsh("dominfo", "db.fenced")).containsPattern("Autostart: +disable");
        ground.done("group", "fenced");
        assertThat(ground.out).contains("db.fenced", "web.fenced");
        assertThat(scene.group().restoreTakes()).isPresent();
        ground.done("group", "list");
        assertThat(ground.out).doesNotContain("not measured");

        ground.done("group", "capture", "shop");
        assertThat(scene.sets().getFirst().set().members())
                .as("the new ones are the members now")
                .hasSize(2)
                .allSatisfy(member -> assertThat(member.consistency()).isEqualTo(Consistency.CRASH));

        ground.refused("which took its place", "group", "unfence", "db.fenced");
        CaseGround.virsh("destroy", "db");
        CaseGround.virsh("domrename", "db", "gone");
        ground.done("group", "unfence", "db.fenced");
        String back = CaseGround.virsh("dumpxml", "--inactive", "db");
        assertThat(back)
                .contains("<link state='up'/>", directory.resolve("db.qcow2").toString());
        assertThat(CaseGround.virsh("dominfo", "db")).containsPattern("Autostart: +enable");
        CaseGround.virsh("start", "db");
        ground.done("group", "fenced");
        assertThat(ground.out).contains("web.fenced").doesNotContain("db.fenced");
    }

    private void requireFencedBeforeStarted() {
        ground.done("job", "list", "--limit", "1", "--json");
        List<Step> steps = Json.read(ground.out, Job[].class)[0].steps();
        Instant fenced = steps.stream()
                .filter(step -> step.name().contains("aside"))
                .flatMap(step -> step.ended().stream())
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(steps.stream().filter(step -> step.name().startsWith("Start ")))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.started().orElseThrow()).isAfterOrEqualTo(fenced));
    }

    @Test
    void all_members_are_brought_back_in_place() throws Exception {
        CaseGround.virsh("destroy", "db");
        CaseGround.must(
                "qemu-io",
                "-f",
                "qcow2",
                "-c",
                "write -q -P 9 40M 1M",
                directory.resolve("db.qcow2").toString());
        CaseGround.virsh("start", "db");
        restore("shop", "--in-place", "--start", "--yes");
        assertThat(CaseGround.virsh("domstate", "db")).contains("running");
        assertThat(scene.neighbour.virsh("domstate", "web")).contains("running");
        assertThat(CaseGround.virsh("domblklist", "db")).contains("pool-here/");
        assertThat(directory.resolve("db.qcow2")).as("as it was before").doesNotExist();
        assertThat(directory.resolve("web.qcow2")).doesNotExist();
        CaseGround.virsh("destroy", "db");
        Path restored = Path.of(CaseGround.virsh("domblklist", "db")
                .lines()
                .filter(line -> line.contains("/"))
                .map(line -> line.strip().split("\\s+")[1])
                .findFirst()
                .orElseThrow());
        assertThat(CaseGround.must("qemu-io", "-r", "-f", "qcow2", "-c", "read -q -P 0 40M 1M", restored.toString()))
                .as("what was written since is gone")
                .doesNotContain("Pattern verification failed");
    }

    @Test
    void a_restore_that_fails_leaves_the_old_members_as_they_were() throws Exception {
        Listed set = scene.sets().getFirst();
        GroupSet.Member web = set.set().members().stream()
                .filter(member -> member.name().equals("web"))
                .findFirst()
                .orElseThrow();
        // what is read back differs from what was captured, which is seen when it is restored
        Path map = point(scene.repository, web).resolve("disks/vda.map");
        byte[] bytes = Files.readAllBytes(map);
        bytes[bytes.length - 1] ^= 1;
        Files.write(map, bytes);
        assertThat(ground.ctl(words("shop", "--replace", "--start", "--yes"))).isNotZero();
        assertThat(CaseGround.virsh("domstate", "db")).contains("running");
        assertThat(scene.neighbour.virsh("domstate", "web")).contains("running");
        assertThat(CaseGround.virsh("dumpxml", "db"))
                .contains(directory.resolve("db.qcow2").toString());
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("fenced");
        ground.done("group", "fenced");
        assertThat(ground.out).contains("No VM was put aside");
        try (var left = Files.list(directory.resolve("pool-here"))) {
            assertThat(left).isEmpty();
        }
    }

    private static Path point(Path repository, GroupSet.Member member) {
        return repository.resolve("vms").resolve(member.vm().uuid().toString()).resolve(member.point());
    }

    @Test
    void a_copy_elsewhere_is_usable_only_when_complete() throws Exception {
        Path offsite = Files.createDirectory(directory.resolve("offsite"));
        ground.done("repository", "add", "offsite", "--path", offsite.toString());
        Listed set = scene.sets().getFirst();
        ground.done("group", "copy", set.id().text(), "--to", "offsite");
        ground.refused("is there already", "group", "copy", set.id().text(), "--to", "offsite");
        ground.done("repository", "remove", "nightly");
        Listed copy = scene.sets().getFirst();
        assertThat(copy.id().repository().text()).isEqualTo("offsite");
        assertThat(copy.set().copyOf()).contains(set.id());
        assertThat(copy.problem()).isEmpty();
        ground.done("group", "verify", copy.id().text());
        restore(copy.id().text(), "--beside=-x", "--start");
        assertThat(CaseGround.virsh("domstate", "db-x")).contains("running");
        assertThat(mac(CaseGround.virsh("dumpxml", "db-x"))).isNotEqualTo(mac);
        scene.tidyLater("db-x");

        Path member = point(offsite, copy.set().members().getFirst());
        Files.move(member, directory.resolve("aside"));
        assertThat(scene.sets().getFirst().problem()).isPresent();
        ground.refused("is not whole", "group", "restore", copy.id().text(), "--beside=-y");
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("-y");
        Files.move(directory.resolve("aside"), member);
        assertThat(scene.sets().getFirst().problem()).isEmpty();
    }

    @Tag("long")
    @Test
    void how_long_a_restore_takes_is_the_median_of_those_measured() throws Exception {
        for (int number = 1; number <= 3; number++) {
            restore("shop", "--beside=-" + number, "--start");
            scene.tidyLater("db-" + number);
        }
        Optional<Duration> takes = scene.group().restoreTakes();
        assertThat(takes.orElseThrow()).isPositive();
        assertThat(scene.group().restores()).hasSize(3);
    }
}
