package dev.muster.bridge.remote.client;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.Api;
import dev.muster.bridge.remote.api.Submitted;
import dev.muster.bridge.remote.frame.Frame;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bridge in another process. The stream of events is opened when it is first asked for, and kept until {@link #close}:
 * a lost connection is told to the subscribers, tried again, and caught up without an event lost or repeated.
 */
public final class RemoteBridge implements HypervisorBridge {
    private static final byte[] NOTHING = new byte[0];

    private final String address;
    private final Transport transport;
    private final LinkSettings settings;
    private final Deadlines deadlines;
    private final Fold fold = new Fold();
    private final Link link;
    private final AtomicBoolean linkStarted = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RemoteBridge(String address, Transport transport, LinkSettings settings, Deadlines deadlines) {
        this.address = address;
        this.transport = transport;
        this.settings = settings;
        this.deadlines = deadlines;
        this.link = new Link(transport, address, settings, fold, deadlines, Clock.systemUTC());
    }

    /**
     * The bridge at an address. Returns without having connected.
     *
     * @param directory where the credentials of paired bridges are kept; see {@link PairedBridges#defaultDirectory()}
     * @throws dev.muster.model.error.MusterException {@code NOT_AUTHENTICATED} where this user was never paired with it
     */
    public static RemoteBridge connect(BridgeAddress address, Path directory) {
        return connect(address, directory, LinkSettings.DEFAULT);
    }

    /** The same with another patience. */
    public static RemoteBridge connect(BridgeAddress address, Path directory, LinkSettings settings) {
        return switch (address) {
            case BridgeAddress.Unix unix -> unix(unix, settings);
            case BridgeAddress.Https https ->
                new PairedBridges(directory)
                        .find(https)
                        .orElseThrow(() -> Problem.of(
                                        ErrorCode.NOT_AUTHENTICATED,
                                        "This user was never paired with the bridge at " + https.text() + ".",
                                        "Nothing was changed.",
                                        "Have a pairing code made there (muster ctl client code) and pair with it.")
                                .toException())
                        .connect(settings);
        };
    }

    /**
     * Pairs with the bridge at an address and keeps what it gave.
     *
     * @param code as the bridge shows it
     * @param clientName what to be called there
     * @param directory as for {@link #connect(BridgeAddress, Path)}
     * @throws dev.muster.model.error.MusterException {@code PAIRING_CODE_WRONG}, {@code PAIRING_CLOSED},
     *     {@code TOO_MANY_TRIES}, {@code SERVER_NOT_TRUSTED} where the server could not prove that it knows the code,
     *     {@code BRIDGE_UNREACHABLE}
     */
    public static PairedBridge pair(BridgeAddress.Https address, String code, String clientName, Path directory) {
        PairedBridge paired = PairingClient.pair(address, code, clientName, LinkSettings.DEFAULT.request());
        new PairedBridges(directory).put(paired);
        return paired;
    }

    static RemoteBridge https(BridgeAddress.Https address, PairedBridge paired, LinkSettings settings) {
        Deadlines deadlines = new Deadlines();
        return new RemoteBridge(
                address.text(),
                new HttpsTransport(address, paired.identity(), settings.request(), deadlines),
                settings,
                deadlines);
    }

    private static RemoteBridge unix(BridgeAddress.Unix address, LinkSettings settings) {
        Deadlines deadlines = new Deadlines();
        return new RemoteBridge(
                address.text(), new UnixTransport(address.path(), settings.request(), deadlines), settings, deadlines);
    }

    @Override
    public BridgeInfo info() {
        return request("GET", "/info", Map.of(), NOTHING, BridgeInfo.class);
    }

    @Override
    public InventoryImage inventory() {
        startLink();
        return fold.image();
    }

    @Override
    public Subscription subscribe(BridgeListener listener) {
        Subscription subscription = fold.subscribe(listener);
        startLink();
        return subscription;
    }

    @Override
    public JobId submit(Command command, String requestKey) {
        if (requestKey.isBlank()
                || requestKey.length() > 64
                || requestKey.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "A request key has 1 to 64 printable ASCII characters.",
                            "Nothing was changed.",
                            "Use a UUID.")
                    .toException();
        }
        return request(
                        "POST",
                        "/commands",
                        Map.of("Content-Type", "application/json", "Request-Key", requestKey),
                        json(command),
                        Submitted.class)
                .job();
    }

    @Override
    public <R extends Record> R ask(Query<R> query) {
        return request("POST", "/queries", Map.of("Content-Type", "application/json"), json(query), query.answer());
    }

    @Override
    public byte[] call(FeatureCall call) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        call.parameters().forEach((name, value) -> headers.put(Api.CALL + name, value));
        return exchange(new Transport.Request("POST", Api.BASE + "/" + call.path(), headers, call.body()));
    }

    @Override
    public ConsoleChannel openConsole(ConsoleTarget target) {
        Transport.Request request = new Transport.Request(
                "GET",
                Api.BASE + "/console",
                Map.of("Connection", "Upgrade", "Upgrade", Frame.PROTOCOL, Frame.TARGET_HEADER, target.text()),
                NOTHING);
        try {
            requireOpen();
            Transport.Upgraded upgraded = transport.upgrade(request);
            if (upgraded.status() != 101) {
                byte[] why = upgraded.in().readAllBytes();
                upgraded.hangUp().close();
                throw Failures.of(upgraded.status(), why, address);
            }
            return RemoteConsole.over(upgraded, address, settings.silence(), deadlines);
        } catch (IOException e) {
            throw Failures.of(e, address).toException(e);
        }
    }

    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            link.close();
            fold.close();
            transport.close();
            deadlines.close();
        }
    }

    @Override
    public void tryNow() {
        link.tryNow();
    }

    private void startLink() {
        if (closed.getCount() > 0 && linkStarted.compareAndSet(false, true)) {
            link.start();
        }
    }

    private static byte[] json(Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T request(String method, String path, Map<String, String> headers, byte[] body, Class<T> answer) {
        byte[] answered = exchange(new Transport.Request(method, Api.BASE + path, headers, body));
        return Json.read(new String(answered, StandardCharsets.UTF_8), answer);
    }

    /**
     * Sends until there is an answer. Sending twice is harmless: a command carries its request key, a query changes nothing,
     * a part of a file its place in it.
     */
    private byte[] exchange(Transport.Request request) {
        Backoff backoff = new Backoff(settings.firstPause(), settings.longestPause(), new SplittableRandom());
        while (true) {
            try {
                requireOpen();
                Transport.Reply reply = transport.send(request);
                if (reply.status() / 100 != 2) {
                    throw Failures.of(reply.status(), reply.body(), address);
                }
                return reply.body();
            } catch (IOException e) {
                Problem problem = Failures.of(e, address);
                if (Failures.isFinal(problem) || backoff.tries() + 1 >= settings.tries() || pauseWasCutShort(backoff)) {
                    throw problem.toException(e);
                }
            }
        }
    }

    private boolean pauseWasCutShort(Backoff backoff) {
        try {
            return closed.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void requireOpen() throws IOException {
        if (closed.getCount() == 0) {
            throw new IOException("this side was closed");
        }
    }
}
