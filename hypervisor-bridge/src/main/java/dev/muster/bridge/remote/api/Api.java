package dev.muster.bridge.remote.api;

/** Names that both sides of the API use. */
public final class Api {
    /** What every path begins with. */
    public static final String BASE = "/api/v1";

    /** What the headers begin with that carry the parameters of a {@link dev.muster.model.bridge.FeatureCall}. */
    public static final String CALL = "Call-";

    private Api() {}
}
