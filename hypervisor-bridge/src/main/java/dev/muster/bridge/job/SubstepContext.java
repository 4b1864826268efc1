package dev.muster.bridge.job;

import dev.muster.model.error.Problem;

/** What a running step may say of one of its parts. It is told to the operator like the step itself. */
public interface SubstepContext {
    /** Whether it is done, which it may be since before a restart; the step may pass over it then. */
    boolean isDone();

    /**
     * Tells how far it has come; rate and time left are worked out from successive calls.
     *
     * @param done in {@code unit}
     * @param total in {@code unit}; 0 when it cannot be known
     * @param unit such as {@code bytes}
     */
    void progress(long done, long total, String unit);

    /** Tells what it waits for, in words; empty when it waits no longer. */
    void waitingFor(String what);

    /** Keeps what it said, of any number of lines; only the last {@value dev.muster.model.job.Substep#OUTPUT_LINES} stay. */
    void output(String text);

    /** Ends it well. */
    void done();

    /** Ends it badly. The step goes on unless it throws as well. */
    void failed(Problem why);

    /** Passes on nothing. */
    SubstepContext SILENT = new SubstepContext() {
        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void progress(long done, long total, String unit) {}

        @Override
        public void waitingFor(String what) {}

        @Override
        public void output(String text) {}

        @Override
        public void done() {}

        @Override
        public void failed(Problem why) {}
    };
}
