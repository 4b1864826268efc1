package dev.muster.bridge.access;

import dev.muster.bridge.store.Documents;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents in memory, for tests. */
public final class MemoryDocuments implements Documents {
    private final Map<String, Document> documents = new TreeMap<>();

    @Override
    public synchronized Optional<Document> get(String kind, String id) {
        return Optional.ofNullable(documents.get(kind + "/" + id));
    }

    @Override
    public synchronized List<Document> list(String kind) {
        return documents.values().stream()
                .filter(document -> document.kind().equals(kind))
                .toList();
    }

    @Override
    public synchronized Document put(String kind, String id, String body, long expectedVersion) {
        Document before = documents.get(kind + "/" + id);
        long version = before == null ? 0 : before.version();
        if (version != expectedVersion) {
            throw Problem.of(ErrorCode.VERSION_CONFLICT, id + " changed.", "", "Read it again.")
                    .toException();
        }
        Document fresh = new Document(kind, id, version + 1, body);
        documents.put(kind + "/" + id, fresh);
        return fresh;
    }

    @Override
    public synchronized void delete(String kind, String id) {
        documents.remove(kind + "/" + id);
    }
}
