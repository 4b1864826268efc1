package dev.muster.bridge.host;

import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostCommand;
import java.util.List;
import java.util.Map;

/** Tries a lost connection now. It is tried again by itself whatever comes of it. */
public final class ReconnectDefinition implements JobDefinition<HostCommand.Reconnect> {
    private final Connections connections;

    /** Works on these connections. */
    public ReconnectDefinition(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Class<HostCommand.Reconnect> command() {
        return HostCommand.Reconnect.class;
    }

    @Override
    public Prepared prepare(HostCommand.Reconnect command, Principal by) {
        if (ConnectionSteps.find(connections, command.connection()).isEmpty()) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "There is no connection " + command.connection() + ".",
                            "Nothing was changed.",
                            "List the hosts to see which there are.")
                    .toException();
        }
        return new Prepared("Reconnect " + command.connection(), Map.of());
    }

    @Override
    public List<StepDefinition> steps(HostCommand.Reconnect command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "reconnect",
                "Reconnect " + command.connection(),
                command.connection().text(),
                List.of(),
                context -> {
                    connections.reconnect(command.connection());
                    ConnectionSteps.awaitConnected(connections, command.connection(), context);
                },
                StepDefinition.NOTHING));
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}
