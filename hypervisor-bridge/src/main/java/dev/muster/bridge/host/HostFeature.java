package dev.muster.bridge.host;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.inventory.Connections;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.host.HostQuery;
import java.util.List;

/** Connections to hosts: connect, disconnect, reconnect, and a look at a host before it is connected. */
public final class HostFeature implements Feature {
    private final Connections connections;
    private final HostQueries queries;

    /** Works on the connections of that bridge. */
    public HostFeature(FeatureContext context) {
        this.connections = context.connections();
        this.queries = new HostQueries(context.drivers());
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions(connections);
    }

    /** Its jobs are what hosts are connected by. */
    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(HostQuery.class, (HostQuery<?> query) -> queries.answer(query)));
    }

    static List<JobDefinition<?>> definitions(Connections connections) {
        return List.of(
                new ConnectDefinition(connections),
                new DisconnectDefinition(connections),
                new ReconnectDefinition(connections));
    }
}
