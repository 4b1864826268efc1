package dev.muster.bridge.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Where in a JSON text each value is, by its path, such as {@code tiers[1].items[0].needs}. */
final class JsonPlaces {
    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column from 1
     */
    record Place(int line, int column) {
        static Place of(TokenStreamLocation location) {
            return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        }
    }

    /** An object or array that was not closed yet. */
    private static final class Open {
        private final String path;
        private final boolean array;
        private int index;
        private String name = "";

        private Open(String path, boolean array) {
            this.path = path;
            this.array = array;
        }

        private String next() {
            if (array) {
                return path + "[" + index++ + "]";
            }
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    private final Map<String, Place> places = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();

    /** Reads a text to its end. */
    JsonPlaces(JsonParser in) {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            read(token, in);
        }
    }

    private void read(JsonToken token, JsonParser in) {
        Open within = open.peek();
        if (token == JsonToken.PROPERTY_NAME && within != null) {
            within.name = in.currentName();
            places.putIfAbsent(within.next(), Place.of(in.currentTokenLocation()));
        } else if (token.isStructEnd()) {
            open.pop();
        } else {
            String path = within == null ? "" : within.next();
            places.putIfAbsent(path, Place.of(in.currentTokenLocation()));
            if (token.isStructStart()) {
                open.push(new Open(path, token == JsonToken.START_ARRAY));
            }
        }
    }

    /** Where the value of a path is; where it is missing, what it would be in. */
    Place of(String path) {
        String nearest = path;
        while (!places.containsKey(nearest) && !nearest.isEmpty()) {
            nearest = nearest.substring(0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
        }
        return places.getOrDefault(nearest, new Place(1, 1));
    }
}
