package dev.muster.bridge.host;

import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.Optional;

/** What the jobs about connections have in common. */
final class ConnectionSteps {
    /** Longer than any driver takes to give up. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private ConnectionSteps() {}

    /** Waits until it is connected, or fails with the reason why it is not. */
    static void awaitConnected(Connections connections, ConnectionId id, StepContext context)
            throws InterruptedException {
        context.waitingFor("the hypervisor to answer");
        connections.await(id, PATIENCE).ifPresent(problem -> {
            throw problem.toException();
        });
        context.waitingFor("");
        context.log(LogLine.Level.INFO, "Connected as " + id + ".");
    }

    /** The connection of that name, if there is one. */
    static Optional<Connections.Connection> find(Connections connections, ConnectionId id) {
        return connections.list().stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst();
    }
}
