package dev.muster.bridge.remote.server;

/** Something that goes on after its request was answered, until one side ends it. */
interface OpenStream {
    /** Whose it is; see {@link Authenticator#streamKey}. */
    String key();

    /** Ends it at once, even where a write is stuck. */
    void end();
}
