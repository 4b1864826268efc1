package dev.muster.bridge.remote.client;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param request how long a request may take
 * @param silence a stream that says nothing for so long is dead; the daemon says something every ten seconds
 * @param firstPause before the first new try; doubled with each further one
 * @param longestPause between tries
 * @param tries how often a command or query is tried before the bridge counts as unreachable
 */
public record LinkSettings(Duration request, Duration silence, Duration firstPause, Duration longestPause, int tries) {
    /** For people. */
    public static final LinkSettings DEFAULT = new LinkSettings(
            Duration.ofSeconds(30), Duration.ofSeconds(25), Duration.ofMillis(500), Duration.ofSeconds(30), 4);
}
