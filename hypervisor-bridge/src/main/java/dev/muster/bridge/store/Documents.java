package dev.muster.bridge.store;

import java.util.List;
import java.util.Optional;

/** Current values kept as JSON, each with a version for optimistic locking. Every change is also in the event log. */
public interface Documents {
    /** One document. */
    Optional<Document> get(String kind, String id);

    /** All documents of a kind, by id. */
    List<Document> list(String kind);

    /**
     * Writes a document; durable when this returns.
     *
     * @param expectedVersion the version it replaces; 0 for a new one
     * @throws dev.muster.model.error.MusterException {@code VERSION_CONFLICT} when another version is there;
     *     {@code STORE_FULL} when the disk is full
     */
    Document put(String kind, String id, String body, long expectedVersion);

    /** Deletes a document; one that is not there is left alone. */
    void delete(String kind, String id);

    /**
     * One document.
     *
     * @param kind such as {@code connection}
     * @param id unique within the kind
     * @param version from 1, grows by one
     * @param body JSON
     */
    record Document(String kind, String id, long version, String body) {}
}
