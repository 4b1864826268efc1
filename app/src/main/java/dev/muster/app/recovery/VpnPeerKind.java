package dev.muster.app.recovery;

import dev.muster.model.recovery.VpnPeer;
import java.util.List;

/** The fields of a peer that may come in through a tunnel. */
record VpnPeerKind(DetailContext context) implements EntryKind<VpnPeer> {
    @Override
    public String id() {
        return "plan-vpn-peers";
    }

    @Override
    public String path() {
        return "vpn.peers";
    }

    @Override
    public String addKey() {
        return "recovery.vpn.add";
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public String text(VpnPeer peer) {
        return context.texts().get("recovery.vpn.peer", peer.name(), String.join(", ", peer.allowed()));
    }

    /** Its key is only known at the other end. */
    @Override
    public VpnPeer fresh() {
        return new VpnPeer("peer", "", List.of("10.99.0.2/32"));
    }

    @Override
    public void fields(DetailForm form, Spot at, VpnPeer peer, Change<VpnPeer> change) {
        form.entry(
                at.field("recovery.field.name", "name"),
                peer.name(),
                form.read()::text,
                name -> change.to(now -> new VpnPeer(name, now.key(), now.allowed())));
        form.entry(
                at.field("recovery.field.vpn-key", "key"),
                peer.key(),
                form.read()::text,
                key -> change.to(now -> new VpnPeer(now.name(), key, now.allowed())));
        form.entry(
                at.field("recovery.field.vpn-allowed", "allowed"),
                String.join(", ", peer.allowed()),
                form.read()::someOf,
                allowed -> change.to(now -> new VpnPeer(now.name(), now.key(), allowed)));
    }
}
