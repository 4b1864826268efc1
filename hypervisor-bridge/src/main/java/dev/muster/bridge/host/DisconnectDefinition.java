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

/** Forgets a connection. There is nothing to take back: its VMs go on running all the while. */
public final class DisconnectDefinition implements JobDefinition<HostCommand.Disconnect> {
    private final Connections connections;

    /** Works on these connections. */
    public DisconnectDefinition(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Class<HostCommand.Disconnect> command() {
        return HostCommand.Disconnect.class;
    }

    @Override
    public Prepared prepare(HostCommand.Disconnect command, Principal by) {
        if (ConnectionSteps.find(connections, command.connection()).isEmpty()) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "There is no connection " + command.connection() + ".",
                            "Nothing was changed.",
                            "List the hosts to see which there are.")
                    .toException();
        }
        return new Prepared("Disconnect " + command.connection(), Map.of());
    }

    @Override
    public List<StepDefinition> steps(HostCommand.Disconnect command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "disconnect",
                "Disconnect " + command.connection(),
                command.connection().text(),
                List.of(),
                context -> connections.remove(command.connection()),
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
