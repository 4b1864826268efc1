package dev.muster.bridge.remote.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams and consoles that are open, so that they can be ended from outside. */
public final class OpenStreams {
    private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();

    void add(OpenStream stream) {
        streams.add(stream);
    }

    void remove(OpenStream stream) {
        streams.remove(stream);
    }

    /** How many are open. */
    public int count() {
        return streams.size();
    }

    /** Ends the streams of one client, even one that is stuck in a write. */
    public void endOf(String key) {
        streams.stream().filter(stream -> stream.key().equals(key)).forEach(OpenStream::end);
    }

    /** Ends them all. */
    public void endAll() {
        streams.forEach(OpenStream::end);
    }
}
