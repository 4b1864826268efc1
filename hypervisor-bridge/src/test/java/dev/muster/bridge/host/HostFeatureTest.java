package dev.muster.bridge.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.inventory.FakeDelays;
import dev.muster.bridge.inventory.InventoryKeeper;
import dev.muster.bridge.inventory.MemoryDocuments;
import dev.muster.bridge.inventory.ScriptedDriver;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.host.HostQuery;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HostFeatureTest {
    private static final ConnectionId A = ConnectionId.of("a");
    private static final HostCommand.Connect CONNECT = new HostCommand.Connect(A, "sim:///?vms=4");

    private final FakeDelays delays = new FakeDelays();
    private final ScriptedDriver driver = new ScriptedDriver();
    private final InventoryKeeper inventory = new InventoryKeeper(delta -> {}, delays);
    private final Connections connections = new Connections(
            List.of(driver), new MemoryDocuments(), inventory, delays, InstantSource.system(), new SplittableRandom(1));

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void connecting_ends_when_it_is_connected() throws InterruptedException {
        run(new ConnectDefinition(connections), CONNECT);

        assertThat(inventory.image().vms()).hasSize(4);
    }

    @Test
    void a_connection_that_fails_says_why_and_is_not_kept() {
        driver.fail(A);

        assertThatThrownBy(() -> run(new ConnectDefinition(connections), CONNECT))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("The key was refused.");

        assertThat(connections.list()).isEmpty();
        assertThat(inventory.image().hosts()).isEmpty();
    }

    @Test
    void one_that_was_kept_before_stays_when_connecting_again_fails() throws InterruptedException {
        run(new ConnectDefinition(connections), CONNECT);
        driver.fail(A);
        driver.listener(A).onLost(ScriptedDriver.NO_KEY);

        assertThatThrownBy(() -> run(new ConnectDefinition(connections), CONNECT))
                .isInstanceOf(MusterException.class);

        assertThat(connections.list()).hasSize(1);
    }

    @Test
    void another_place_under_the_same_name_is_refused_before_there_is_a_job() throws InterruptedException {
        run(new ConnectDefinition(connections), CONNECT);

        assertThatThrownBy(() -> run(new ConnectDefinition(connections), new HostCommand.Connect(A, "sim:///?vms=5")))
                .isInstanceOf(MusterException.Conflict.class);
    }

    @Test
    void disconnecting_forgets_and_needs_something_to_forget() throws InterruptedException {
        run(new ConnectDefinition(connections), CONNECT);
        run(new DisconnectDefinition(connections), new HostCommand.Disconnect(A));

        assertThat(inventory.image().hosts()).isEmpty();
        assertThatThrownBy(() -> run(new DisconnectDefinition(connections), new HostCommand.Disconnect(A)))
                .isInstanceOf(MusterException.NotFound.class);
    }

    @Test
    void reconnecting_tries_now() throws InterruptedException {
        run(new ConnectDefinition(connections), CONNECT);
        driver.listener(A).onLost(ScriptedDriver.NO_KEY);

        run(new ReconnectDefinition(connections), new HostCommand.Reconnect(A));

        assertThat(driver.attempts(A)).isEqualTo(2);
    }

    @Test
    void a_probe_tells_what_answers_and_leaves_nothing_behind() {
        HostQueries queries = new HostQueries(List.of(driver));

        HostQuery.Found found = queries.probe(new HostQuery.Probe("sim:///?hosts=3&vms=8"));

        assertThat(found).isEqualTo(new HostQuery.Found("h001 and 2 more", "Simulated 1.0", "", 8));
        assertThat(inventory.image().hosts()).isEmpty();
        assertThatThrownBy(() -> queries.probe(new HostQuery.Probe("qemu:///system")))
                .isInstanceOf(MusterException.Refused.class);
    }

    /** Prepares, runs, and on failure undoes, as the engine does. */
    private static <C extends Command> void run(JobDefinition<C> definition, C command) throws InterruptedException {
        Map<String, String> facts = definition
                .prepare(command, new Principal("test", Role.ADMINISTRATOR, "local"))
                .facts();
        Facts context = new Facts(facts);
        List<StepDefinition> steps = definition.steps(command, facts);
        try {
            for (StepDefinition step : steps) {
                step.run().run(context);
            }
        } catch (MusterException e) {
            if (definition.onFailure() == JobDefinition.OnFailure.UNDO) {
                for (StepDefinition step : steps.reversed()) {
                    step.undo().run(context);
                }
            }
            throw e;
        }
    }

    private record Facts(Map<String, String> facts) implements StepContext {
        @Override
        public JobId job() {
            return JobId.of("test");
        }

        @Override
        public void progress(long done, long total, String unit) {
            assertThat(done).isLessThanOrEqualTo(total);
        }

        @Override
        public void waitingFor(String what) {
            assertThat(what).isNotNull();
        }

        @Override
        public void log(LogLine.Level level, String text) {
            assertThat(text).isNotBlank();
        }

        @Override
        public void checkCancelled() {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }

        @Override
        public Optional<String> fact(String name) {
            return Optional.ofNullable(facts.get(name));
        }

        @Override
        public void putFact(String name, String value) {
            throw new IllegalStateException("no step here puts facts");
        }
    }
}
