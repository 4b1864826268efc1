package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.Api;
import dev.muster.bridge.remote.api.PairRequest;
import dev.muster.bridge.remote.api.ProblemDocument;
import dev.muster.bridge.remote.api.Submitted;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.ProblemKind;
import dev.muster.model.inventory.InventoryImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/api/openapi.json against the server. After a wanted change, {@code -Dmuster.openapi.write=true} writes it anew.
 */
class OpenApiTest {
    private static final Path FILE = Path.of("..", "docs", "api", "openapi.json");

    @TempDir
    Path directory;

    @Test
    void the_description_is_what_the_model_and_the_routes_make_it() throws IOException {
        String made = Json.writePretty(document(calls())) + "\n";
        if (Boolean.getBoolean("muster.openapi.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    @Test
    void every_route_served_is_described_and_no_other() {
        List<String> described = new ArrayList<>();
        paths(List.of())
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .keySet()
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        try (ServedBridge served = new ServedBridge(directory)) {
            assertThat(described).containsExactlyInAnyOrderElementsOf(served.daemon.routes());
        }
    }

    @Test
    void every_command_query_and_event_is_described() throws IOException {
        String text = Files.readString(FILE);
        for (Class<?> family : List.of(Command.class, Query.class, BridgeEvent.class)) {
            for (Class<?> type : Json.records(family)) {
                assertThat(text).contains("\"" + Json.typeName(type) + "\" : {");
            }
        }
    }

    /** The paths of all features, of a bridge as it is delivered. */
    private List<CallHandler> calls() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory.resolve("bridge")))) {
            return bridge.calls();
        }
    }

    private static Map<String, Object> document(List<CallHandler> calls) {
        OpenApiSchemas schemas = new OpenApiSchemas();
        for (Class<?> type : List.of(
                BridgeInfo.class,
                InventoryImage.class,
                BridgeEvent.class,
                Command.class,
                Query.class,
                ConsoleState.class,
                Submitted.class,
                PairRequest.class,
                PairRequest.Paired.class,
                ProblemDocument.class)) {
            schemas.of(type);
        }
        List<String> answers = new ArrayList<>();
        for (Class<?> query : Json.records(Query.class)) {
            Class<?> answer = OpenApiSchemas.answerOf(query);
            schemas.of(answer);
            answers.add(OpenApiSchemas.name(answer));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", ordered("title", "Muster bridge", "version", "1", "description", INTRODUCTION));
        document.put("security", List.of(Map.of("clientCertificate", List.of())));
        document.put("paths", paths(calls));
        Map<String, Object> all = new TreeMap<>(schemas.all());
        all.put(
                "Answer",
                Map.of(
                        "anyOf",
                        answers.stream()
                                .distinct()
                                .sorted()
                                .map(OpenApiTest::ref)
                                .toList()));
        document.put(
                "components",
                ordered(
                        "securitySchemes",
                        Map.of(
                                "clientCertificate",
                                ordered(
                                        "type",
                                        "mutualTLS",
                                        "description",
                                        "From pairing; see docs/remote.md. Not asked for on the Unix socket.")),
                        "schemas",
                        all));
        return document;
    }

    private static final String INTRODUCTION =
            "Over TLS 1.3 with a client certificate, and over the daemon's Unix socket. A"
                    + " body has at most 2 MiB. What asks for a change is refused when it has an unknown or missing property; readers of"
                    + " answers pass over properties they do not know.";

    private static Map<String, Object> paths(List<CallHandler> calls) {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put(
                Api.BASE + "/info",
                Map.of(
                        "get",
                        operation(
                                "What the bridge is, and who it takes the asker for.",
                                "",
                                "200",
                                "application/json",
                                "BridgeInfo")));
        paths.put(
                Api.BASE + "/inventory",
                Map.of(
                        "get",
                        operation(
                                "Everything the bridge knows of its hosts.",
                                "",
                                "200",
                                "application/json",
                                "InventoryImage")));
        Map<String, Object> events = operation(
                "What happens, from now on or from Last-Event-ID on. Each event has its stamp as id, its type as event and itself as"
                        + " data. A comment comes every ten seconds.",
                "",
                "200",
                "text/event-stream",
                "BridgeEvent");
        events.put(
                "parameters", List.of(header("Last-Event-ID", false, "The stamp of the last event the client has.")));
        paths.put(Api.BASE + "/events", Map.of("get", events));
        Map<String, Object> console = operation(
                "Opens a console of a VM: the connection is upgraded and carries frames both ways from then on; see docs/remote.md."
                        + " For operators.",
                "",
                "101",
                "application/octet-stream",
                "ConsoleState");
        console.put(
                "parameters",
                List.of(
                        header("Upgrade", true, "muster-console"),
                        header("Console-Target", true, "text or graphics, a space, and the VM's id.")));
        paths.put(Api.BASE + "/console", Map.of("get", console));
        Map<String, Object> commands =
                operation("Asks for a change, which becomes a job.", "Command", "202", "application/json", "Submitted");
        commands.put(
                "parameters",
                List.of(header("Request-Key", true, "1 to 64 characters; the same again is the same job.")));
        paths.put(Api.BASE + "/commands", Map.of("post", commands));
        paths.put(
                Api.BASE + "/queries",
                Map.of(
                        "post",
                        operation(
                                "Reads something that is not in the inventory.",
                                "Query",
                                "200",
                                "application/json",
                                "Answer")));
        Map<String, Object> pair = operation(
                "Pairs a client; see docs/remote.md. The one path open to strangers.",
                "PairRequest",
                "200",
                "application/json",
                "PairRequest.Paired");
        pair.put("security", List.of());
        paths.put(Api.BASE + "/pair", Map.of("post", pair));
        for (CallHandler call : calls) {
            paths.put(Api.BASE + "/" + call.path(), Map.of("post", call(call)));
        }
        return paths;
    }

    private static Map<String, Object> call(CallHandler call) {
        Map<String, Object> operation = operation(
                call.summary() + " For " + call.requires().name().toLowerCase(Locale.ROOT) + "s.",
                "",
                "200",
                "application/octet-stream",
                "");
        Map<String, Object> bytes = Map.of("application/octet-stream", Map.of("schema", Map.of("type", "string")));
        operation.put("requestBody", ordered("required", false, "content", bytes));
        return operation;
    }

    private static Map<String, Object> operation(
            String summary, String body, String status, String mediaType, String answer) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", summary);
        if (!body.isEmpty()) {
            operation.put(
                    "requestBody",
                    ordered("required", true, "content", Map.of("application/json", Map.of("schema", ref(body)))));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                status,
                ordered(
                        "description",
                        "Done.",
                        "content",
                        Map.of(
                                mediaType,
                                Map.of("schema", answer.isEmpty() ? Map.of("type", "string") : ref(answer)))));
        String statuses = String.join(
                ", ",
                Arrays.stream(ProblemKind.values())
                        .map(kind -> String.valueOf(kind.httpStatus()))
                        .distinct()
                        .sorted()
                        .toList());
        responses.put(
                "default",
                ordered(
                        "description",
                        "A problem; by kind " + statuses + ", besides 404, 405, 413 and 429.",
                        "content",
                        Map.of(ProblemDocument.MEDIA_TYPE, Map.of("schema", ref("ProblemDocument")))));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> header(String name, boolean required, String description) {
        return ordered(
                "name",
                name,
                "in",
                "header",
                "required",
                required,
                "description",
                description,
                "schema",
                Map.of("type", "string"));
    }

    static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
