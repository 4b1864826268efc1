package dev.muster.bridge;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.ClientId;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.time.Clock;
import java.util.function.Function;

/** Submits for people who asked earlier: what a paired client may do is looked up again each time. */
record RunAs(PairedClients clients, Clock clock, Function<Principal, AuthorisedBridge> bridges) implements Submitter {
    @Override
    public JobId submit(Command command, Principal by, String requestKey, Function<JobId, Work<?>> alongside) {
        AuthorisedBridge bridge =
                bridges.apply(by.client().map(id -> now(by, id)).orElse(by));
        by.client().ifPresent(id -> requireWelcome(bridge, command, by, id));
        return bridge.submit(command, requestKey, alongside);
    }

    private Principal now(Principal by, ClientId id) {
        return clients.find(id.text())
                .map(client -> new Principal(client.name(), client.role(), by.origin(), by.client()))
                .orElse(by);
    }

    private void requireWelcome(AuthorisedBridge bridge, Command command, Principal by, ClientId id) {
        boolean welcome = clients.find(id.text()).filter(this::isWelcome).isPresent();
        if (!welcome) {
            throw bridge.refused(
                    command,
                    Problem.of(
                            ErrorCode.CERTIFICATE_REVOKED,
                            by.name() + " may no longer come in, so nothing is submitted for them.",
                            "Nothing was changed.",
                            "Have somebody else set the schedule."));
        }
    }

    private boolean isWelcome(PairedClient client) {
        return client.revoked().isEmpty() && clock.instant().isBefore(client.expires());
    }
}
