package dev.muster.app.recovery;

import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.Vpn;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The fields of a network. */
record NetworkForm(DetailContext context) {
    private static final int MOST = 65_535;

    void fill(DetailForm form, PlanLine.OfNetwork of) {
        RecoveryNetwork now = of.value();
        form.title(now.name());
        form.entry(
                new Field("recovery.field.name", "plan-network-name", "name"),
                now.name(),
                form.read()::text,
                typed -> context.model().edit(plan -> PlanNetworks.rename(plan, of.number(), typed)));
        form.entry(
                new Field("recovery.field.subnet", "plan-network-subnet", "subnet"),
                now.subnet(),
                form.read()::text,
                typed -> change(of, network -> network.withSubnet(typed)));
        form.entry(
                new Field("recovery.field.gateway", "plan-network-gateway", "gateway"),
                now.gateway().orElse(""),
                FieldReader.orNone(form.read()::text),
                typed -> change(of, network -> network.withGateway(typed)));
        form.entry(
                new Field("recovery.field.dhcp", "plan-network-dhcp", "dhcp"),
                now.dhcp().map(AddressRange::text).orElse(""),
                FieldReader.orNone(form.read()::range),
                typed -> change(of, network -> network.withDhcp(typed)));
        form.entry(
                new Field("recovery.field.stands-for", "plan-network-stands-for", "standsFor"),
                String.join(", ", now.standsFor()),
                form.read()::list,
                typed -> change(of, network -> network.withStandsFor(typed)));
        form.choice(
                new Field("recovery.field.reach", "plan-network-reach", "reach"),
                List.of(Reach.values()),
                now.reach(),
                context.words()::reach,
                reach -> change(of, network -> network.withReach(reach)));
        form.check(
                new Field("recovery.field.nat", "plan-network-nat", "nat"),
                now.nat(),
                nat -> change(of, network -> network.withNat(nat)));
        dns(form, of);
        form.caption("recovery.reservations");
        rows(
                form,
                new ReservationKind(context, now.name()),
                change -> change(of, network -> network.withReservations(change.apply(network.reservations()))),
                now.reservations());
        form.caption("recovery.forwards");
        rows(
                form,
                new ForwardKind(context, now.name()),
                change -> change(of, network -> network.withForwards(change.apply(network.forwards()))),
                now.forwards());
        form.caption("recovery.firewall");
        rows(
                form,
                new FirewallKind(context),
                change -> change(of, network -> network.withFirewall(change.apply(network.firewall()))),
                now.firewall());
        form.text(context.texts().get("recovery.firewall.meaning"), "text-muted");
        vpn(form, of);
    }

    private void vpn(DetailForm form, PlanLine.OfNetwork of) {
        form.caption("recovery.vpn");
        Optional<Vpn> now = of.value().vpn();
        form.check(new Field("recovery.field.vpn", "plan-network-vpn", "vpn"), now.isPresent(), on -> {
            change(
                    of,
                    network -> network.withVpn(
                            on ? Optional.of(new Vpn(Vpn.USUAL_PORT, "10.99.0.1/24", List.of())) : Optional.empty()));
            context.again().run();
        });
        now.ifPresent(vpn -> {
            form.entry(
                    new Field("recovery.field.vpn-port", "plan-network-vpn-port", "vpn.port"),
                    "" + vpn.port(),
                    form.read().number(1, MOST),
                    port -> change(of, network -> network.withVpn(network.vpn().map(one -> one.withPort(port)))));
            form.entry(
                    new Field("recovery.field.vpn-address", "plan-network-vpn-address", "vpn.address"),
                    vpn.address(),
                    form.read()::text,
                    typed -> change(of, network -> network.withVpn(network.vpn().map(one -> one.withAddress(typed)))));
            rows(
                    form,
                    new VpnPeerKind(context),
                    change -> change(
                            of,
                            network -> network.withVpn(
                                    network.vpn().map(one -> one.withPeers(change.apply(one.peers()))))),
                    vpn.peers());
            form.text(context.texts().get("recovery.vpn.meaning"), "text-muted");
        });
    }

    private void dns(DetailForm form, PlanLine.OfNetwork of) {
        DnsRule now = of.value().dns();
        form.entry(
                new Field("recovery.field.domain", "plan-network-domain", "dns.domain"),
                now.domain(),
                form.read()::any,
                typed -> change(
                        of,
                        network ->
                                network.withDns(new DnsRule(typed, network.dns().oldNames()))));
        form.check(
                new Field("recovery.field.old-names", "plan-network-old-names", "dns.oldNames"),
                now.oldNames(),
                old -> change(
                        of, network -> network.withDns(new DnsRule(network.dns().domain(), old))));
    }

    private <T> void rows(
            DetailForm form, EntryKind<T> kind, Consumer<UnaryOperator<List<T>>> change, List<T> entries) {
        new EntryRows<>(kind, form, change, context.again()).fill(entries);
    }

    private void change(PlanLine.OfNetwork of, UnaryOperator<RecoveryNetwork> change) {
        context.model().network(of.number(), change);
    }
}
