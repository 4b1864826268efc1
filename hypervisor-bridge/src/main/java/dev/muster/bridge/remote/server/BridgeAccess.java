package dev.muster.bridge.remote.server;

import dev.muster.bridge.feature.CallHandler;
import dev.muster.model.access.Principal;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import java.util.List;
import java.util.Optional;

/** What the server needs of the bridge behind it. The server finds out who asks; the bridge decides what they may do. */
public interface BridgeAccess {
    /** The bridge as that principal meets it: authorised and audited. Closing it closes nothing else. */
    HypervisorBridge as(Principal principal);

    /**
     * Hears everything from now on; see {@link HypervisorBridge#subscribe}.
     *
     * @param after the last event the subscriber has; what it missed since is sent first where it is still remembered, else a
     *     snapshot
     */
    Subscription subscribe(Principal principal, Optional<Stamp> after, BridgeListener listener);

    /** The paths that features serve. */
    List<CallHandler> calls();

    /**
     * Records something about coming in: a refusal, a pairing.
     *
     * @param by who asked, as far as known
     * @param action such as {@code access.pair}
     * @param subject what it was about; empty where nothing was
     * @param detail code of the refusal, or what was done
     */
    void audit(Principal by, String action, String subject, Outcome outcome, String detail);
}
