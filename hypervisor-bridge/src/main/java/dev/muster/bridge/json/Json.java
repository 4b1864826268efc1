package dev.muster.bridge.json;

/** Reads and writes the model as JSON. */
public final class Json {
    private Json() {}
}
