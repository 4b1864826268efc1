package dev.muster.model.inventory;

/** Whether a host can be asked. */
public enum HostState {
    CONNECTING,
    CONNECTED,
    /** Lost or never reached; the bridge tries again by itself. */
    DISCONNECTED
}
