package dev.muster.bridge.json;

import dev.muster.model.command.TypeName;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a file of a plan may leave out: it gets the defaults of the model, empty lists and nothing. */
final class PlanDefaults {
    private final JsonMapper mapper;
    private final ObjectNode plan;
    private final ObjectNode tier;
    /** By the type of the value. */
    private final Map<String, ObjectNode> typed;

    private final ObjectNode nic;
    private final ObjectNode network;
    private final ObjectNode rule;

    PlanDefaults(JsonMapper mapper) {
        this.mapper = mapper;
        this.plan = tree(PlanSpec.of(List.of()), "tiers");
        this.tier = tree(new Tier("", Tier.DEFAULT_LIMIT, List.of()), "name", "items");
        this.nic = text("{\"address\": null}");
        this.network = text("""
                        {"standsFor": [], "gateway": null, "dhcp": null, "reservations": [], "dns": {"domain": "", "oldNames": true},
                         "nat": false, "forwards": [], "firewall": [], "vpn": null}""");
        this.rule = text("{\"ports\": []}");
        ObjectNode command = text("{\"arguments\": [], \"required\": true}");
        this.typed = Map.of(
                TypeName.of(PlanMachine.class),
                tree(PlanMachine.of("key", new MachineSource.OfImage(new UUID(0, 0), "")), "type", "key", "source"),
                TypeName.of(PlanPrompt.class),
                text("{\"onlyIf\": null, \"needs\": []}"),
                TypeName.of(PlanCommand.OnBridge.class),
                command,
                TypeName.of(PlanCommand.InGuest.class),
                command,
                TypeName.of(Gate.Http.class),
                text("{\"content\": null}"),
                TypeName.of(Gate.Script.class),
                text("{\"arguments\": []}"));
    }

    private ObjectNode tree(Object value, String... without) {
        return mapper.<ObjectNode>valueToTree(value).remove(List.of(without));
    }

    private ObjectNode text(String json) {
        return mapper.readValue(json, ObjectNode.class);
    }

    /** Adds what is left out. What is not of the form of a plan stays as it is. */
    void fill(ObjectNode file) {
        merge(file, plan);
        for (JsonNode one : file.path("tiers")) {
            merge(one, tier);
            one.path("items").forEach(this::fillItem);
        }
        for (JsonNode one : file.path("networks")) {
            merge(one, network);
            one.path("firewall").forEach(each -> merge(each, rule));
        }
    }

    private void fillItem(JsonNode item) {
        fillTyped(item);
        item.path("nics").forEach(each -> merge(each, nic));
        item.path("before").forEach(this::fillTyped);
        item.path("after").forEach(this::fillTyped);
        item.path("readiness").path("gates").forEach(this::fillTyped);
    }

    private void fillTyped(JsonNode node) {
        ObjectNode defaults = typed.get(node.path("type").asString(""));
        if (defaults != null) {
            merge(node, defaults);
        }
    }

    private static void merge(JsonNode node, ObjectNode defaults) {
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        for (Map.Entry<String, JsonNode> each : defaults.properties()) {
            JsonNode value = object.get(each.getKey());
            if (value == null) {
                object.set(each.getKey(), each.getValue().deepCopy());
            } else if (each.getValue() instanceof ObjectNode inner) {
                merge(value, inner);
            }
        }
    }
}
