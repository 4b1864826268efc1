package dev.muster.bridge.host;

import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.job.JobDefinition;
import java.util.List;

/** The jobs about connections. */
public final class HostJobs {
    private HostJobs() {}

    /** Connect, disconnect and reconnect. */
    public static List<JobDefinition<?>> definitions(Connections connections) {
        return List.of(
                new ConnectDefinition(connections),
                new DisconnectDefinition(connections),
                new ReconnectDefinition(connections));
    }
}
