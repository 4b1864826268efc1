package dev.muster.bridge.access;

import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.AccessQuery.ClientList;

/** Answers what is asked about who may come in. Who may ask was decided before. */
public final class AccessAnswers {
    private final PairedClients clients;
    private final PairingCodes codes;

    /** Answers from these. */
    public AccessAnswers(PairedClients clients, PairingCodes codes) {
        this.clients = clients;
        this.codes = codes;
    }

    /** The answer. */
    public Record answer(AccessQuery<?> query) {
        return switch (query) {
            case AccessQuery.Clients all -> new ClientList(clients.all());
            case AccessQuery.NewPairingCode fresh -> codes.open(fresh.role());
        };
    }
}
