package dev.muster.bridge.recovery.net;

import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import java.util.List;
import java.util.Optional;

/** Networks of a plan as tests need them. */
final class NetSamples {
    static final String WEB = "52:54:00:0a:00:01";
    static final String DB = "52:54:00:0a:00:02";

    private NetSamples() {}

    /** Two machines in 10.7.0.0/24; the first has a reserved address, the second gets one out of the range. */
    static RecoveryNetwork network(Reach reach, boolean nat, List<PortForward> forwards, List<FirewallRule> firewall) {
        return new RecoveryNetwork(
                "front",
                List.of("default"),
                "10.7.0.0/24",
                Optional.of("10.7.0.1"),
                Optional.of(new AddressRange("10.7.0.100", "10.7.0.199")),
                List.of(new Reservation("web", 1, "10.7.0.5")),
                new DnsRule("prod.example", true),
                nat,
                forwards,
                firewall,
                reach);
    }

    static NetForm form(String run, RecoveryNetwork network, boolean isolated) {
        return NetForm.of(run, network, List.of(network), nics(), isolated);
    }

    static List<NetNic> nics() {
        return List.of(
                new NetNic("front", "web", 1, WEB, Optional.empty(), List.of("web", "www.prod.example", "no name")),
                new NetNic("front", "db", 1, DB, Optional.empty(), List.of("db")));
    }
}
