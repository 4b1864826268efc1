package dev.muster.bridge.host;

import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.host.HostCommand;
import java.util.List;
import java.util.Map;

/**
 * Adds a connection and waits until it is open. One that cannot be opened is not kept, unless it was there before. Killed in
 * the middle it is resumed: the connection is kept by then, so adding it again changes nothing.
 */
public final class ConnectDefinition implements JobDefinition<HostCommand.Connect> {
    private static final String BEFORE = "kept-before";

    private final Connections connections;

    /** Works on these connections. */
    public ConnectDefinition(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Class<HostCommand.Connect> command() {
        return HostCommand.Connect.class;
    }

    @Override
    public Prepared prepare(HostCommand.Connect command, Principal by) {
        ConnectionUri uri = ConnectionUri.parse(command.uri());
        boolean fresh = connections.requireFree(command.connection(), uri);
        return new Prepared("Connect to " + uri.text(), Map.of(BEFORE, Boolean.toString(!fresh)));
    }

    @Override
    public List<StepDefinition> steps(HostCommand.Connect command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "connect",
                "Connect to " + command.uri(),
                command.connection().text(),
                List.of(),
                context -> connect(command, context),
                context -> undo(command, context)));
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    private void connect(HostCommand.Connect command, StepContext context) throws InterruptedException {
        connections.add(command.connection(), ConnectionUri.parse(command.uri()));
        connections.reconnect(command.connection());
        ConnectionSteps.awaitConnected(connections, command.connection(), context);
    }

    private void undo(HostCommand.Connect command, StepContext context) {
        boolean before = context.fact(BEFORE).map(Boolean::parseBoolean).orElse(false);
        boolean ours = ConnectionSteps.find(connections, command.connection())
                .filter(connection -> connection.uri().equals(ConnectionUri.parse(command.uri())))
                .isPresent();
        if (ours && !before) {
            connections.remove(command.connection());
        }
    }
}
