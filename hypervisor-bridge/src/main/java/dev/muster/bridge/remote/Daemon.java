package dev.muster.bridge.remote;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.remote.pki.CertificateAuthority;
import dev.muster.bridge.remote.pki.Fingerprint;
import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.TlsContexts;
import dev.muster.bridge.remote.server.ApiHandler;
import dev.muster.bridge.remote.server.Authenticator;
import dev.muster.bridge.remote.server.BridgeAccess;
import dev.muster.bridge.remote.server.HttpsServer;
import dev.muster.bridge.remote.server.OpenStreams;
import dev.muster.bridge.remote.server.PairingDesk;
import dev.muster.bridge.remote.server.UnixPeers;
import dev.muster.bridge.remote.server.UnixServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a bridge to consoles and command lines over HTTPS and a Unix socket, until it is closed. */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final CertificateAuthority authority;
    private final OpenStreams streams = new OpenStreams();
    private final ApiHandler handler;
    private final Optional<HttpsServer> https;
    private final Optional<UnixServer> unix;
    private final ScheduledExecutorService renewal;
    /** What to undo, the last first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private volatile Identity identity;

    /**
     * Serves.
     *
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE} where an address or socket is taken;
     *     {@code STORE_UNREADABLE} where the keys are damaged. Nothing is left open then
     */
    public Daemon(BridgeAccess bridge, PairedClients clients, PairingCodes codes, DaemonConfig config) {
        this.authority = new CertificateAuthority(config.pkiDirectory(), config.name(), config.clock());
        this.identity = authority.server(ServerNames.ofThisMachine());
        Optional<PairingDesk> desk = config.listen()
                .map(listen ->
                        new PairingDesk(authority, clients, codes, () -> identity, config.name(), config.clock()));
        this.handler = new ApiHandler(
                bridge,
                new Authenticator(authority, clients, config.clock()),
                desk,
                streams,
                config.heartbeat(),
                config.clock());
        clients.onRevoked(client -> streams.endOf(client.fingerprint()));
        this.renewal = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("muster-certificate-renewal").factory());
        undo.push(renewal::shutdownNow);
        try {
            this.https = config.listen()
                    .map(listen -> new HttpsServer(
                            handler, listen, TlsContexts.server(() -> identity, authority.certificate())));
            https.ifPresent(server -> undo.push(server::close));
            this.unix = config.socket()
                    .map(path -> new UnixServer(
                            handler, new UnixPeers(System.getProperty("user.name", "")), path, config.patience()));
            unix.ifPresent(server -> undo.push(server::close));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        undo.push(streams::endAll);
        ScheduledFuture<?> renewing = renewal.scheduleWithFixedDelay(this::renew, 12, 12, TimeUnit.HOURS);
        undo.push(() -> renewing.cancel(false));
    }

    /** The port HTTPS is served on; empty where it is not. */
    public Optional<Integer> port() {
        return https.map(HttpsServer::port);
    }

    /** SHA-256 of the authority's certificate, lower-case hex: what people compare. */
    public String fingerprint() {
        return Fingerprint.of(authority.certificate());
    }

    /** Every route served, as {@code METHOD path}. */
    public java.util.List<String> routes() {
        return handler.routes();
    }

    /** How many event streams are open. */
    public int openStreams() {
        return streams.count();
    }

    /** Stops serving. The bridge behind it goes on. Closing twice is closing once. */
    @Override
    public void close() {
        synchronized (undo) {
            while (!undo.isEmpty()) {
                try {
                    undo.pop().run();
                } catch (RuntimeException e) {
                    LOG.warn("Stopping to serve did not go smoothly", e);
                }
            }
        }
    }

    private void renew() {
        try {
            identity = authority.server(ServerNames.ofThisMachine());
        } catch (RuntimeException e) {
            LOG.error("The server's certificate could not be renewed; the old one stays in use", e);
        }
    }
}
