package dev.muster.bridge.access;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Principal;
import java.util.List;
import java.util.Map;

/** Shuts a paired client out. Resumed after a restart: somebody wanted it out, so out it goes. */
public final class RevokeDefinition implements JobDefinition<AccessCommand.Revoke> {
    private final PairedClients clients;

    /** Shuts out of these. */
    public RevokeDefinition(PairedClients clients) {
        this.clients = clients;
    }

    @Override
    public Class<AccessCommand.Revoke> command() {
        return AccessCommand.Revoke.class;
    }

    @Override
    public Prepared prepare(AccessCommand.Revoke command, Principal by) {
        PairedClient client = clients.find(command.fingerprint())
                .orElseThrow(() -> PairedClients.unknown(command.fingerprint()).toException());
        return new Prepared("Shut out " + client.name(), Map.of("name", client.name()));
    }

    @Override
    public List<StepDefinition> steps(AccessCommand.Revoke command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "revoke",
                "Revoke the certificate of " + facts.getOrDefault("name", command.fingerprint()),
                command.fingerprint(),
                List.of(),
                context -> clients.revoke(command.fingerprint()),
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
