package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.group.GroupSet;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members with an agent are frozen first, those without are paused as they are, and all go on. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupFreezeRealTest {
    @TempDir
    private Path directory = Path.of("");

    private GroupScene scene;
    private CaseGround ground;
    private AgentGuest mail;

    @BeforeEach
    void one_with_an_agent_and_one_without() throws Exception {
        scene = new GroupScene(directory);
        ground = scene.ground;
        scene.there("web");
        mail = AgentGuest.start(ground, "mail", directory);
        ground.done(
                "group",
                "create",
                "office",
                "--vm",
                "mail",
                "--vm",
                "web",
                "--lock",
                "freeze",
                "--repository",
                "nightly",
                "--deadline",
                "30");
    }

    @AfterEach
    void clear() throws Exception {
        mail.remove();
        scene.end();
    }

    @Test
    void one_with_an_agent_is_frozen_first_and_one_without_is_paused() throws Exception {
        ground.done("group", "show", "office");
        assertThat(ground.out).contains("30 s at most", "mail  here  is frozen and paused", "web  there  is paused");
        ground.done("group", "capture", "office");
        Map<String, Consistency> members = scene.sets().getFirst().set().members().stream()
                .collect(Collectors.toMap(GroupSet.Member::name, GroupSet.Member::consistency));
        assertThat(members).containsEntry("mail", Consistency.FROZEN).containsEntry("web", Consistency.CRASH);
        assertThat(mail.isFrozen()).isFalse();
        mail.awaitWriting();
        scene.requireCalm();

        // a guest that says it is Windows goes on by itself after ten seconds, so nobody is held longer
        CaseGround.virsh(
                "metadata",
                "mail",
                "http://libosinfo.org/xmlns/libvirt/domain/1.0",
                "--key",
                "libosinfo",
                "--set",
                "<libosinfo xmlns='http://libosinfo.org/xmlns/libvirt/domain/1.0'><os id='http://microsoft.com/win/2k22'/></libosinfo>",
                "--live",
                "--config");
        ground.done("group", "show", "office");
        assertThat(ground.out).contains("10 s at most", "is frozen, for 10 s at most, and paused");
    }

    @Test
    void an_agent_that_takes_too_long_holds_nobody_longer_than_the_deadline() throws Exception {
        ground.done("group", "set", "office", "--deadline", "2");
        mail.run("echo 5 >/run/freezing; echo takes a while >/dev/ttyS0");
        mail.awaitSaying("takes a while");
        ground.refused("mail did not stand still within 2000 ms", "group", "capture", "office");
        assertThat(scene.neighbour.virsh("domstate", "web")).contains("running");
        mail.awaitSaying("mail thaw");
        assertThat(mail.isFrozen()).isFalse();
        mail.awaitWriting();
        assertThat(scene.sets()).isEmpty();
    }
}
