package dev.muster.bridge.access;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.AccessQuery.ClientList;
import java.util.List;

/** Who may come in: paired clients, pairing codes, revoking. */
public final class AccessFeature implements Feature {
    private final PairedClients clients;
    private final PairingCodes codes;

    /** Works on these. */
    public AccessFeature(PairedClients clients, PairingCodes codes) {
        this.clients = clients;
        this.codes = codes;
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(new RevokeDefinition(clients));
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(AccessQuery.class, (AccessQuery<?> query) -> this.answer(query)));
    }

    @Override
    public void start() {
        clients.publish();
    }

    private Record answer(AccessQuery<?> query) {
        return switch (query) {
            case AccessQuery.Clients _ -> new ClientList(clients.all());
            case AccessQuery.NewPairingCode fresh -> codes.open(fresh.role());
        };
    }
}
