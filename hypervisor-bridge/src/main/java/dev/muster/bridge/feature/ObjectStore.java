package dev.muster.bridge.feature;

import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Documents;
import dev.muster.model.command.TypeName;
import dev.muster.model.inventory.Id;
import dev.muster.model.inventory.LiveObject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The objects of one kind that are kept over restarts. What is stored is what is published: an object is durable before
 * anybody sees it.
 *
 * @param <T> the kind
 */
public final class ObjectStore<T extends LiveObject> {
    private final Class<T> type;
    private final String kind;
    private final Documents documents;
    private final ObjectPublisher publisher;

    /** The objects of that type, stored under the name of the type. */
    public ObjectStore(Class<T> type, Documents documents, ObjectPublisher publisher) {
        this(type, TypeName.of(type), documents, publisher);
    }

    /** The objects of that type, stored under a kind of document of their own. */
    public ObjectStore(Class<T> type, String kind, Documents documents, ObjectPublisher publisher) {
        this.type = type;
        this.kind = kind;
        this.documents = documents;
        this.publisher = publisher;
    }

    /** Publishes everything that is stored; called once, when the feature starts. */
    public void publish() {
        all().forEach(publisher::put);
    }

    /** All of them, by the text of their ids. */
    public List<T> all() {
        return documents.list(kind).stream().map(this::read).toList();
    }

    /** One of them. */
    public Optional<T> find(Id id) {
        return documents.get(kind, id.text()).map(this::read);
    }

    /**
     * Stores a new object or the object in a new state; durable when this returns. Storing what is there already does nothing.
     *
     * @throws dev.muster.model.error.MusterException {@code VERSION_CONFLICT} when somebody else stored it meanwhile;
     *     {@code STORE_FULL}
     */
    public void put(T object) {
        Optional<Documents.Document> there = documents.get(kind, object.id().text());
        if (there.map(this::read).filter(object::equals).isEmpty()) {
            write(object, there.map(Documents.Document::version).orElse(0L));
        }
        publisher.put(object);
    }

    /**
     * Changes an object that is there; durable when this returns.
     *
     * @param change the object in its new state; called once
     * @return the object as it is now; empty where there is none
     * @throws dev.muster.model.error.MusterException {@code VERSION_CONFLICT} when somebody else stored it meanwhile;
     *     {@code STORE_FULL}
     */
    public Optional<T> update(Id id, UnaryOperator<T> change) {
        return documents.get(kind, id.text()).map(there -> {
            T before = read(there);
            T after = change.apply(before);
            if (!after.equals(before)) {
                write(after, there.version());
            }
            publisher.put(after);
            return after;
        });
    }

    /** Deletes an object; one that is not there is left alone. */
    public void delete(Id id) {
        find(id).ifPresent(object -> {
            documents.delete(kind, id.text());
            publisher.gone(object);
        });
    }

    private void write(T object, long version) {
        documents.put(kind, object.id().text(), Json.write(object), version);
    }

    private T read(Documents.Document document) {
        return Json.read(document.body(), type);
    }
}
