package dev.muster.bridge.inventory;

import dev.muster.bridge.store.Documents;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Documents that are forgotten with the test. */
public final class MemoryDocuments implements Documents {
    private final TreeMap<String, Document> documents = new TreeMap<>();

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
        long version = get(kind, id).map(Document::version).orElse(0L);
        if (version != expectedVersion) {
            throw Problem.of(ErrorCode.VERSION_CONFLICT, "It is version " + version + ".", "", "Read it again.")
                    .toException();
        }
        Document document = new Document(kind, id, version + 1, body);
        documents.put(kind + "/" + id, document);
        return document;
    }

    @Override
    public synchronized void delete(String kind, String id) {
        documents.remove(kind + "/" + id);
    }
}
