package dev.muster.bridge.feature;

import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Sends each query to its handler, by class. */
public final class QueryDispatcher {
    private final Map<Class<?>, QueryHandler> handlers = new HashMap<>();

    /**
     * Dispatches to these handlers.
     *
     * @throws IllegalArgumentException when two of them answer the same query
     */
    public QueryDispatcher(Collection<QueryHandler> handlers) {
        for (QueryHandler handler : handlers) {
            for (Class<?> query : Json.records(handler.family())) {
                if (this.handlers.put(query, handler) != null) {
                    throw new IllegalArgumentException("two handlers answer " + query.getName());
                }
            }
        }
    }

    /** The queries that have a handler. */
    public Set<Class<?>> queries() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Returns the answer.
     *
     * @throws dev.muster.model.error.MusterException what the handler refuses
     */
    public <R extends Record> R answer(Query<R> query, Principal by) {
        QueryHandler handler = handlers.get(query.getClass());
        if (handler == null) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "This bridge does not answer " + Json.typeName(query.getClass()) + ".",
                            "Nothing was changed.",
                            "Update the bridge.")
                    .toException();
        }
        return query.answer().cast(handler.answer().apply(query, by));
    }
}
