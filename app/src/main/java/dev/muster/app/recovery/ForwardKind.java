package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Protocol;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of a port of the host that leads to a machine.
 *
 * @param network the network's name
 */
record ForwardKind(DetailContext context, String network) implements EntryKind<PortForward> {
    private static final int FIRST = 8080;
    private static final int HTTP = 80;
    private static final int MOST = 65_535;

    @Override
    public String id() {
        return "plan-forwards";
    }

    @Override
    public String path() {
        return "forwards";
    }

    @Override
    public String addKey() {
        return "recovery.forwards.add";
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public String text(PortForward forward) {
        return context.texts()
                .get(
                        "recovery.forward",
                        forward.protocol().name(),
                        "" + forward.outsidePort(),
                        forward.machine(),
                        "" + forward.port());
    }

    /** The first free port of the host leads to the first machine. */
    @Override
    public PortForward fresh() {
        PlanSpec plan = context.model().spec();
        Set<Integer> taken = plan.networks().stream()
                .flatMap(one -> one.forwards().stream())
                .map(PortForward::outsidePort)
                .collect(Collectors.toSet());
        int port = FIRST;
        while (taken.contains(port)) {
            port++;
        }
        String machine = NetworkMachines.in(plan, network).stream()
                .map(PlanMachine::key)
                .findFirst()
                .orElse("");
        return new PortForward(Protocol.TCP, port, machine, HTTP);
    }

    @Override
    public void fields(DetailForm form, Spot at, PortForward forward, Change<PortForward> change) {
        form.choice(
                at.field("recovery.field.protocol", "protocol"),
                List.of(Protocol.TCP, Protocol.UDP),
                forward.protocol(),
                one -> one.word().toUpperCase(Locale.ROOT),
                one -> change.to(now -> new PortForward(one, now.outsidePort(), now.machine(), now.port())));
        form.entry(
                at.field("recovery.field.outside-port", "outsidePort"),
                "" + forward.outsidePort(),
                form.read().number(1, MOST),
                port -> change.to(now -> new PortForward(now.protocol(), port, now.machine(), now.port())));
        form.choice(
                at.field("recovery.field.machine", "machine"),
                NetworkMachines.keys(context.model().spec(), network, forward.machine()),
                forward.machine(),
                key -> key,
                key -> change.to(now -> new PortForward(now.protocol(), now.outsidePort(), key, now.port())));
        form.entry(
                at.field("recovery.field.port", "port"),
                "" + forward.port(),
                form.read().number(1, MOST),
                port -> change.to(now -> new PortForward(now.protocol(), now.outsidePort(), now.machine(), port)));
    }
}
