package dev.muster.bridge.cli;

/** While it is open, Ctrl+C runs an action first; the process then ends as the signal demands. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    Interruption(Runnable action) {
        this.hook = Thread.ofPlatform().unstarted(() -> CtlSession.attempt(action));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is shutting down, so the hook is already running and does what it is for.
            hook.setUncaughtExceptionHandler((thread, failure) -> {});
        }
    }
}
