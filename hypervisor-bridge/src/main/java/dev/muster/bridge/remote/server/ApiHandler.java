package dev.muster.bridge.remote.server;

import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.Api;
import dev.muster.bridge.remote.api.PairRequest;
import dev.muster.bridge.remote.api.Submitted;
import dev.muster.bridge.remote.frame.Frame;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of the API. Knows no transport; paths are compared as they are, so there is nothing to traverse. */
public final class ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String JSON = "application/json";
    private static final String CALL = Api.CALL.toLowerCase(Locale.ROOT);

    private final BridgeAccess bridge;
    private final Authenticator authenticator;
    private final Optional<PairingDesk> pairing;
    private final OpenStreams streams;
    private final Duration heartbeat;
    private final List<Route> routes;
    /** Refusals of strangers cost them nothing and us a line in the audit: so many a minute are written. */
    private final Throttle auditedRefusals;

    /**
     * A handler.
     *
     * @param pairing empty where nobody can be paired
     * @param heartbeat see {@link EventStream#HEARTBEAT}
     */
    public ApiHandler(
            BridgeAccess bridge,
            Authenticator authenticator,
            Optional<PairingDesk> pairing,
            OpenStreams streams,
            Duration heartbeat,
            Clock clock) {
        this.bridge = bridge;
        this.authenticator = authenticator;
        this.pairing = pairing;
        this.streams = streams;
        this.heartbeat = heartbeat;
        this.auditedRefusals = new Throttle(60, Duration.ofMinutes(1), clock);
        List<Route> all = new ArrayList<>(List.of(
                new Route("GET", Api.BASE + "/info", this::info),
                new Route("GET", Api.BASE + "/inventory", this::inventory),
                new Route("GET", Api.BASE + "/events", this::events),
                new Route("GET", Api.BASE + "/console", this::console),
                new Route("POST", Api.BASE + "/commands", this::commands),
                new Route("POST", Api.BASE + "/queries", this::queries),
                new Route("POST", Api.BASE + "/pair", this::pair)));
        bridge.calls()
                .forEach(call -> all.add(new Route(
                        "POST", Api.BASE + "/" + call.path(), (request, caller) -> call(call, request, caller))));
        this.routes = List.copyOf(all);
    }

    /** Every route there is, as {@code METHOD path}. */
    public List<String> routes() {
        return routes.stream().map(route -> route.method() + " " + route.path()).toList();
    }

    /** Answers a request. Never throws: what goes wrong is an answer too. */
    public ApiResponse handle(ApiRequest request, Caller caller) {
        try {
            List<Route> here = routes.stream()
                    .filter(route -> route.path().equals(request.path()))
                    .toList();
            if (here.isEmpty()) {
                return ApiResponse.Document.of(
                        404,
                        Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "There is nothing at this path.",
                                "Nothing was changed.",
                                "The API is described in docs/api/openapi.json."));
            }
            Optional<Route> route = here.stream()
                    .filter(candidate -> candidate.method().equals(request.method()))
                    .findFirst();
            if (route.isEmpty()) {
                return plain(
                        405,
                        request.method() + " is not possible here.",
                        "Use " + here.getFirst().method() + ".");
            }
            return route.get().answer().of(request, caller);
        } catch (MusterException e) {
            int status = e.problem().code() == ErrorCode.TOO_MANY_TRIES
                    ? 429
                    : e.problem().code().kind().httpStatus();
            return ApiResponse.Document.of(status, e.problem());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return ApiResponse.Document.of(Problem.of(
                            ErrorCode.INTERNAL,
                            "The bridge failed to answer.",
                            "VMs go on running.",
                            "Look into the bridge's log; this is a defect worth reporting.")
                    .withDetails(e.toString()));
        }
    }

    /** Whether the caller may ask for more than to be paired. */
    boolean isKnown(Caller caller) {
        try {
            authenticator.requireWelcome(caller);
            return true;
        } catch (MusterException e) {
            return false;
        }
    }

    private ApiResponse info(ApiRequest request, Caller caller) {
        return json(200, as(request, caller).info());
    }

    private ApiResponse inventory(ApiRequest request, Caller caller) {
        return json(200, as(request, caller).inventory());
    }

    private ApiResponse events(ApiRequest request, Caller caller) {
        Principal principal = authenticated(request, caller);
        Optional<Stamp> after = request.header("last-event-id").flatMap(ApiHandler::stamp);
        return new ApiResponse.Events(new EventStream(
                bridge,
                principal,
                Authenticator.streamKey(caller),
                after,
                () -> authenticator.requireWelcome(caller),
                heartbeat,
                streams));
    }

    private ApiResponse console(ApiRequest request, Caller caller) {
        HypervisorBridge asked = as(request, caller);
        if (!request.header("upgrade").orElse("").equalsIgnoreCase(Frame.PROTOCOL)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "A console needs a connection of its own.",
                            "Nothing was opened.",
                            "Send Connection: Upgrade and Upgrade: " + Frame.PROTOCOL + ".")
                    .toException();
        }
        ConsoleTarget target = ConsoleTarget.of(
                request.header(Frame.TARGET_HEADER.toLowerCase(Locale.ROOT)).orElse(""));
        return new ApiResponse.Console(new ConsoleStream(
                asked.openConsole(target),
                Authenticator.streamKey(caller),
                () -> authenticator.requireWelcome(caller),
                heartbeat,
                streams));
    }

    private ApiResponse commands(ApiRequest request, Caller caller) {
        HypervisorBridge asked = as(request, caller);
        String body = body(request);
        String requestKey = request.header("request-key")
                .filter(key -> !key.isBlank() && key.length() <= 64)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The header Request-Key is missing or not 1 to 64 characters long.",
                                "Nothing was changed.",
                                "Send a key that is new for each command and the same for each try of it, such as a UUID.")
                        .toException());
        return json(202, new Submitted(asked.submit(Json.readStrict(body, Command.class), requestKey)));
    }

    private ApiResponse queries(ApiRequest request, Caller caller) {
        HypervisorBridge asked = as(request, caller);
        Query<?> query = Json.readStrict(body(request), Query.class);
        return json(200, asked.ask(query));
    }

    private ApiResponse call(CallHandler handler, ApiRequest request, Caller caller) {
        HypervisorBridge asked = as(request, caller);
        Map<String, String> parameters = new HashMap<>();
        request.headers().forEach((name, value) -> {
            if (name.startsWith(CALL)) {
                parameters.put(name.substring(CALL.length()), value);
            }
        });
        byte[] answer = asked.call(new FeatureCall(handler.path(), parameters, request.body()));
        return new ApiResponse.Document(200, "application/octet-stream", answer);
    }

    private ApiResponse pair(ApiRequest request, Caller caller) {
        Principal stranger = new Principal("unpaired", Role.VIEWER, caller.origin());
        try {
            PairingDesk desk = pairing.orElseThrow(() -> Problem.of(
                            ErrorCode.PAIRING_CLOSED,
                            "Nobody can be paired here.",
                            "Nothing was changed.",
                            "Pair over HTTPS with a bridge that listens on the network.")
                    .toException());
            PairingDesk.Outcome outcome = desk.pair(Json.readStrict(body(request), PairRequest.class), caller.origin());
            bridge.audit(
                    new Principal(outcome.client().name(), outcome.client().role(), caller.origin()),
                    "access.pair",
                    outcome.client().fingerprint(),
                    Outcome.ACCEPTED,
                    outcome.client().role().name());
            return json(200, outcome.answer());
        } catch (MusterException e) {
            auditRefusal(stranger, "access.pair", e.problem());
            throw e;
        }
    }

    private HypervisorBridge as(ApiRequest request, Caller caller) {
        return bridge.as(authenticated(request, caller));
    }

    private Principal authenticated(ApiRequest request, Caller caller) {
        try {
            return authenticator.principal(caller);
        } catch (MusterException e) {
            String name = switch (caller) {
                case Caller.Unix unix -> unix.user();
                case Caller.Tls tls ->
                    tls.certificate()
                            .map(shown -> shown.getSubjectX500Principal().getName())
                            .orElse("unpaired");
            };
            auditRefusal(
                    new Principal(name, Role.VIEWER, caller.origin()),
                    "access." + request.path().substring(Api.BASE.length() + 1),
                    e.problem());
            throw e;
        }
    }

    private void auditRefusal(Principal by, String action, Problem why) {
        if (auditedRefusals.allow("")) {
            bridge.audit(by, action, "", Outcome.REFUSED, why.code().id());
        } else {
            LOG.warn("Refused {} from {}: {}", action, by.origin(), why.code().id());
        }
    }

    /** An id that makes no sense is no id: the client gets a snapshot, as one that was away too long. */
    private static Optional<Stamp> stamp(String text) {
        try {
            return Optional.of(Stamp.of(text));
        } catch (MusterException e) {
            return Optional.empty();
        }
    }

    private static String body(ApiRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.equals(JSON) && !type.startsWith(JSON + ";")) {
            throw Problem.of(
                            ErrorCode.JSON_INVALID,
                            "The body is not marked as JSON.",
                            "Nothing was changed.",
                            "Send Content-Type: application/json.")
                    .toException();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                            ErrorCode.JSON_INVALID,
                            "The body is not UTF-8.",
                            "Nothing was changed.",
                            "Send JSON in UTF-8.")
                    .toException(e);
        }
    }

    private static ApiResponse json(int status, Object value) {
        return new ApiResponse.Document(status, JSON, Json.write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to what never got as far as a route. */
    static ApiResponse.Document plain(int status, String what, String remedy) {
        return ApiResponse.Document.of(
                status, Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", remedy));
    }

    /** That a body is too long. */
    static ApiResponse.Document tooLarge() {
        return plain(
                413,
                "The body has more than " + ApiRequest.BODY_LIMIT + " bytes.",
                "Ask for less at once; large data does not travel in commands.");
    }

    @FunctionalInterface
    private interface Answer {
        ApiResponse of(ApiRequest request, Caller caller);
    }

    private record Route(String method, String path, Answer answer) {}
}
