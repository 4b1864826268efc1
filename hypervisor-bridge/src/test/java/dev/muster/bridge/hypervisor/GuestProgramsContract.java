package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every {@link VmOperations} must do with programs in a guest that has an agent. */
public abstract class GuestProgramsContract {
    protected static final Duration LONG = Duration.ofSeconds(60);

    /** Those of the hypervisor under test. */
    protected abstract VmOperations vms();

    /** A VM that runs, with an agent in its guest that answers. */
    protected abstract VmId vm();

    @Test
    void a_program_gets_its_arguments_as_they_are_and_tells_its_output_and_status() throws Exception {
        assertThat(run(LONG, "/bin/echo", "a  b", "$HOME; exit 3"))
                .isEqualTo(new GuestRunner.Outcome.Done(0, "a  b $HOME; exit 3"));
        assertThat(run(LONG, "/bin/false")).isEqualTo(new GuestRunner.Outcome.Done(1, ""));
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> run(LONG, "/bin/none-such")).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
            assertThat(e.problem().what()).contains("/bin/none-such", "no such program");
        });
    }

    @Test
    void a_program_that_was_not_begun_is_not_known() {
        assertThatThrownBy(() -> vms().runInGuest(vm(), 4_000_000))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.PROGRAM_FAILED));
    }

    @Test
    void a_program_over_its_time_is_ended_in_the_guest() throws Exception {
        assertThat(run(Duration.ofSeconds(2), "/bin/sleep", "300")).isEqualTo(new GuestRunner.Outcome.Late(true, ""));
    }

    @Test
    void a_program_that_nobody_waits_for_any_more_is_ended_in_the_guest() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        GuestRunner runner = new GuestRunner(vms(), vm());
        Thread waiting = Thread.ofPlatform()
                .start(() -> assertThatThrownBy(() -> runner.run(
                                new GuestProgram("/bin/tail", List.of("-f", "/dev/null")),
                                LONG,
                                // nothing is waited for any more but the program
                                what -> {
                                    if (what.isEmpty()) {
                                        under.countDown();
                                    }
                                }))
                        .isInstanceOfAny(InterruptedException.class, MusterException.class));
        under.await();
        await().atMost(LONG)
                .until(() ->
                        run(LONG, "/bin/pidof", "tail") instanceof GuestRunner.Outcome.Done done && done.status() == 0);
        waiting.interrupt();
        waiting.join();
        await().atMost(LONG)
                .until(() ->
                        run(LONG, "/bin/pidof", "tail") instanceof GuestRunner.Outcome.Done done && done.status() == 1);
    }

    protected final GuestRunner.Outcome run(Duration limit, String path, String... arguments)
            throws InterruptedException {
        return new GuestRunner(vms(), vm()).run(new GuestProgram(path, List.of(arguments)), limit, _ -> {});
    }
}
