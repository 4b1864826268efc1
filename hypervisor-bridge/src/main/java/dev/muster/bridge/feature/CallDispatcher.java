package dev.muster.bridge.feature;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds who serves a path. */
public final class CallDispatcher {
    private final Map<String, CallHandler> handlers = new TreeMap<>();

    /**
     * Dispatches to these handlers.
     *
     * @throws IllegalArgumentException when two of them serve the same path
     */
    public CallDispatcher(Collection<CallHandler> handlers) {
        for (CallHandler handler : handlers) {
            if (this.handlers.put(handler.path(), handler) != null) {
                throw new IllegalArgumentException("two handlers serve " + handler.path());
            }
        }
    }

    /** All handlers, by path. */
    public List<CallHandler> handlers() {
        return List.copyOf(handlers.values());
    }

    /** The handler of a path; {@code NOT_SUPPORTED} where there is none. */
    public CallHandler handler(String path) {
        CallHandler handler = handlers.get(path);
        if (handler == null) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "This bridge does not serve " + path + ".",
                            "Nothing was changed.",
                            "Update the bridge.")
                    .toException();
        }
        return handler;
    }
}
