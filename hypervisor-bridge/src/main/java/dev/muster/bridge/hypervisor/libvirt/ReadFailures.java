package dev.muster.bridge.hypervisor.libvirt;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which objects of a kind cannot be read: once each, not at every sweep. */
final class ReadFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ReadFailures.class);

    private final String kind;
    private final Set<Object> told = ConcurrentHashMap.newKeySet();

    /** @param kind such as {@code pool} */
    ReadFailures(String kind) {
        this.kind = kind;
    }

    void failed(Object id, RuntimeException why) {
        if (told.add(id)) {
            LOG.warn("the {} {} cannot be read: {}", kind, id, why.getMessage());
        }
    }

    /** It can be read again, so that the next failure is worth a line. */
    void readable(Object id) {
        told.remove(id);
    }

    /** Returns how many cannot be read as far as is known. */
    int count() {
        return told.size();
    }
}
