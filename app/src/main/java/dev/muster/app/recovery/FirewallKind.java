package dev.muster.app.recovery;

import dev.muster.app.content.Suggestions;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Action;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.TextField;

/** The fields of a firewall rule. The first rule that fits decides, so their order means something. */
record FirewallKind(DetailContext context) implements EntryKind<FirewallRule> {
    @Override
    public String id() {
        return "plan-firewall";
    }

    @Override
    public String path() {
        return "firewall";
    }

    @Override
    public String addKey() {
        return "recovery.firewall.add";
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public String text(FirewallRule rule) {
        return context.texts()
                .get(
                        "recovery.firewall.rule",
                        action(rule.action()),
                        rule.from().text(),
                        rule.to().text(),
                        protocol(rule.protocol()) + (rule.ports().isEmpty() ? "" : " " + ports(rule)));
    }

    private String action(Action action) {
        return context.texts().get("recovery.firewall." + RecoveryWords.word(action));
    }

    private String protocol(Protocol protocol) {
        return protocol == Protocol.ANY
                ? context.texts().get("recovery.firewall.any-protocol")
                : protocol.word().toUpperCase(Locale.ROOT);
    }

    private static String ports(FirewallRule rule) {
        return rule.ports().stream().map(PortRange::text).collect(Collectors.joining(", "));
    }

    @Override
    public FirewallRule fresh() {
        return new FirewallRule(Action.DENY, new Peer.Anywhere(), new Peer.Anywhere(), Protocol.ANY, List.of());
    }

    @Override
    public void fields(DetailForm form, Spot at, FirewallRule rule, Change<FirewallRule> change) {
        form.choice(
                at.field("recovery.field.action", "action"),
                List.of(Action.values()),
                rule.action(),
                this::action,
                one -> change.to(now -> new FirewallRule(one, now.from(), now.to(), now.protocol(), now.ports())));
        peer(
                form,
                at.field("recovery.field.from", "from"),
                rule.from(),
                one -> change.to(now -> new FirewallRule(now.action(), one, now.to(), now.protocol(), now.ports())));
        peer(
                form,
                at.field("recovery.field.to", "to"),
                rule.to(),
                one -> change.to(now -> new FirewallRule(now.action(), now.from(), one, now.protocol(), now.ports())));
        form.choice(
                at.field("recovery.field.protocol", "protocol"),
                List.of(Protocol.values()),
                rule.protocol(),
                this::protocol,
                one -> change.to(now -> new FirewallRule(
                        now.action(), now.from(), now.to(), one, one.hasPorts() ? now.ports() : List.of())));
        if (rule.protocol().hasPorts()) {
            form.entry(
                            at.field("recovery.field.ports", "ports"),
                            ports(rule),
                            form.read()::ports,
                            ports -> change.to(
                                    now -> new FirewallRule(now.action(), now.from(), now.to(), now.protocol(), ports)))
                    .setPromptText(context.texts().get("recovery.firewall.all-ports"));
        }
    }

    private void peer(DetailForm form, Field field, Peer now, java.util.function.Consumer<Peer> take) {
        TextField input =
                form.entry(field, now.text(), typed -> form.read().text(typed).map(PeerText::read), take);
        input.setPromptText(context.texts().get("recovery.firewall.peer"));
        Suggestions.offer(input, typed -> PeerText.meant(context.model().spec(), typed));
    }
}
