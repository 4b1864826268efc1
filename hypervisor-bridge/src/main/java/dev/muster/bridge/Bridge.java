package dev.muster.bridge;

/** Puts the rooms of the bridge together. */
public final class Bridge {
    private Bridge() {}
}
