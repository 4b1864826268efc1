package dev.muster.model.recovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of the parts of a plan as text by the names of their fields, for comparing. */
final class PlanFields {
    private PlanFields() {}

    static Map<String, String> of(PlanSpec plan) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("description", plan.description());
        fields.put("objective", text(plan.objective()));
        fields.put("ageObjective", text(plan.ageObjective()));
        fields.put("testValidity", plan.testValidity().toString());
        fields.put("hostLimit", "" + plan.hostLimit());
        fields.put(
                "decision",
                plan.decision()
                        .map(decision -> decision.within() + " " + decision.otherwise())
                        .orElse(""));
        return fields;
    }

    static Map<String, String> of(PlanItem item) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", item instanceof PlanMachine ? "machine" : "prompt");
        fields.put("onlyIf", item.onlyIf().map(Choice::text).orElse(""));
        switch (item) {
            case PlanMachine machine -> put(fields, machine);
            case PlanPrompt prompt -> put(fields, prompt);
        }
        fields.put("needs", lines(item.needs(), one -> one));
        return fields;
    }

    private static void put(Map<String, String> fields, PlanMachine machine) {
        fields.put("source", machine.source().text());
        fields.put("source.name", machine.source().name());
        fields.put("point.rule", machine.point().rule().text());
        fields.put("point.earlierAllowed", "" + machine.point().earlierAllowed());
        fields.put("point.repository", text(machine.point().repository()));
        fields.put("hardware.vcpus", text(machine.hardware().vcpus()));
        fields.put("hardware.memoryMib", text(machine.hardware().memoryMib()));
        fields.put(
                "hardware.firmware",
                machine.hardware().firmware().map(kind -> kind.word()).orElse(""));
        fields.put("hardware.nicModel", text(machine.hardware().nicModel()));
        fields.put("hardware.diskBus", text(machine.hardware().diskBus()));
        fields.put("place.host", text(machine.place().host()));
        fields.put("place.pool", text(machine.place().pool()));
        fields.put("nics", lines(machine.nics(), PlanNic::text));
        fields.put("delay", machine.delay().toString());
        fields.put("readiness.gates", lines(machine.readiness().gates(), Gate::text));
        fields.put("readiness.timeout", machine.readiness().timeout().toString());
        fields.put("onFailure", machine.onFailure().text());
        fields.put("before", lines(machine.before(), PlanFields::command));
        fields.put("after", lines(machine.after(), PlanFields::command));
        fields.put("estimate", text(machine.estimate()));
    }

    private static String command(PlanCommand command) {
        return command.text() + " (" + command.timeLimit() + (command.required() ? ", required)" : ")");
    }

    private static void put(Map<String, String> fields, PlanPrompt prompt) {
        fields.put("text", prompt.text());
        fields.put("choices", lines(prompt.choices(), one -> one));
        fields.put("defaultChoice", prompt.defaultChoice());
        fields.put("timeLimit", prompt.timeLimit().toString());
    }

    static Map<String, String> of(RecoveryNetwork network) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("standsFor", lines(network.standsFor(), one -> one));
        fields.put("subnet", network.subnet());
        fields.put("gateway", text(network.gateway()));
        fields.put(
                "dhcp", network.dhcp().map(RecoveryNetwork.AddressRange::text).orElse(""));
        fields.put("reservations", lines(network.reservations(), RecoveryNetwork.Reservation::text));
        fields.put("dns.domain", network.dns().domain());
        fields.put("dns.oldNames", "" + network.dns().oldNames());
        fields.put("nat", "" + network.nat());
        fields.put("forwards", lines(network.forwards(), RecoveryNetwork.PortForward::text));
        fields.put("firewall", lines(network.firewall(), FirewallRule::text));
        fields.put(
                "reach",
                switch (network.reach()) {
                    case CONNECTED -> "connected";
                    case ISOLATED -> "isolated";
                });
        fields.put("vpn", network.vpn().map(Vpn::text).orElse(""));
        fields.put(
                "vpn.peers",
                lines(network.vpn().map(Vpn::peers).orElse(List.of()), peer -> peer.text() + " " + peer.key()));
        return fields;
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static <T> String lines(List<T> values, Function<T, String> text) {
        return String.join("\n", values.stream().map(text).toList());
    }
}
