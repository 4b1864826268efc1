package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Booted restore points in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class BootWindowTest {
    private static final VmId WEB = new VmId(new HostId("h1"), new UUID(1, 0));
    private static final VmId DB = new VmId(new HostId("h1"), new UUID(1, 9));

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_point_that_booted_shows_its_screen_which_enter_opens_large() {
        page(WEB);
        operator.see(
                "its state",
                () -> Operator.words("#vm-backups-point-boot-state").equals("Booted"));
        operator.see(
                "what it was met by",
                () -> Operator.words("#vm-backups-point-boot-why").contains("agent"));
        operator.see("#vm-backups-point-boot-screen");
        operator.click("#vm-backups-point-boot-screen");
        operator.see("#boot-screen-image");
        operator.press(KeyCode.ENTER);
        operator.seeGone("#boot-screen-image");
        operator.see("focus back", () -> SampleWindow.focus().equals("vm-backups-point-boot-screen"));
        operator.press(KeyCode.ENTER);
        operator.see("#boot-screen-image");
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#boot-screen-image");
        operator.click("#vm-backups-timeline");
        operator.press(KeyCode.HOME);
        operator.see(
                "one never booted",
                () -> Operator.words("#vm-backups-point-boot-state").equals("Never booted"));
        assertThat(Operator.fx(() -> Operator.shows("#vm-backups-point-boot-picture")))
                .isFalse();
    }

    @Test
    void a_point_that_did_not_boot_says_why_and_is_booted_again() {
        page(DB);
        operator.see(
                "its state",
                () -> Operator.words("#vm-backups-point-boot-state").equals("Did not boot"));
        operator.see("why", () -> Operator.words("#vm-backups-point-boot-why").contains("agent was not met"));
        operator.click("#vm-backups-point-backup-boot");
        operator.see("focus in a field", () -> SampleWindow.focus().equals("boot-serial"));
        operator.see("what it does", () -> Operator.words("#boot-review").contains("no network link"));
        operator.click("#boot-agent");
        operator.see("what is wrong", () -> Operator.words("#boot-review").contains("Say when"));
        assertThat(Operator.fx(() -> Operator.isUsable("#boot-go"))).isFalse();
        operator.fill("#boot-serial", "login:");
        operator.fill("#boot-within", "90");
        operator.see("right again", () -> Operator.words("#boot-review").contains("“login:” appears"));
        operator.press(KeyCode.ENTER);
        operator.see(
                "the command",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof BootCommand.VerifyBoot boot
                                && boot.points().size() == 1
                                && boot.points().getFirst().vm().equals(DB.uuid())
                                && boot.check()
                                        .readiness()
                                        .equals(new Readiness(
                                                List.of(new Gate.SerialText("login:")), Duration.ofSeconds(90)))));
        operator.seeGone("#boot-review");
    }

    @Test
    void the_newest_good_point_is_searched_and_told_when_the_job_ended() {
        page(DB);
        operator.click("#vm-backups-find");
        operator.see("how many", () -> Operator.words("#boot-review").contains("4 in all"));
        operator.fill("#boot-at-once", "2");
        operator.see("so many", () -> Operator.words("#boot-review").contains("2 at a time"));
        operator.press(KeyCode.ENTER);
        BootCheck check = new BootCheck(
                new Readiness(List.of(new Gate.Agent()), Duration.ofMinutes(10)), Optional.empty(), Optional.empty());
        operator.see(
                "the command",
                () -> window.bridge().submitted().contains(new BootCommand.FindGood(DB.uuid(), check, 2)));
        job(JobState.RUNNING, 1);
        operator.see("that it goes on", () -> Operator.words("#vm-backups-good").contains("Searching"));
        job(JobState.DONE, 2);
        operator.see(
                "what it came to",
                () -> Operator.words("#vm-backups-good-said").startsWith("Last good ")
                        && Operator.words("#vm-backups-good-said").contains("(3 of 4 points tried)"));
        operator.click("#vm-backups-good-tried");
        operator.see(
                "those tried",
                () -> Operator.words("#good-point-tried").contains("Did not boot")
                        && Operator.words("#good-point-tried").contains("Booted"));
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#good-point-tried");
        operator.click("#vm-backups-good-select");
        operator.see(
                "the last good",
                () -> Operator.words("#vm-backups-point-boot-state").equals("Booted"));
    }

    @Test
    void the_menu_of_vms_boots_their_newest_points() {
        window.go(new Place.OneVm(WEB));
        Operator.fx(() -> {
            window.window()
                    .centre()
                    .orElseThrow()
                    .act(
                            "backup.boot",
                            List.of(
                                    window.bridge().inventory().vm(WEB).orElseThrow(),
                                    window.bridge().inventory().vm(DB).orElseThrow()));
            return true;
        });
        operator.see("both", () -> Operator.words("#boot-review").contains("2 VMs"));
        operator.see("that it can", () -> Operator.isUsable("#boot-go"));
        operator.click("#boot-go");
        operator.see(
                "the command",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof BootCommand.VerifyBoot boot
                                && boot.vms().equals(List.of(WEB.uuid(), DB.uuid()))));
    }

    private void page(VmId vm) {
        window.go(new Place.OneVm(vm));
        operator.click("#tab-backups");
        operator.see("#vm-backups-timeline");
    }

    private void job(JobState state, long revision) {
        Operator.fx(() -> {
            window.session()
                    .jobs()
                    .put(new Job(
                            JobId.of("test-1"),
                            "recovery.find-good",
                            "Search the newest restore point of db-19 that boots",
                            "operator",
                            state,
                            revision,
                            false,
                            Progress.NONE,
                            List.of(),
                            Instant.now(),
                            Optional.of(Instant.now()),
                            state.isEnded() ? Optional.of(Instant.now()) : Optional.empty(),
                            Optional.empty(),
                            "",
                            Optional.empty()));
            return true;
        });
    }
}
