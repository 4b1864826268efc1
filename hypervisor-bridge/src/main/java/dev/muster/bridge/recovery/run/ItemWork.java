package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.StepContext;

/** What is done for one machine of a run. */
interface ItemWork {
    /** What it is about, as text. */
    String subject();

    /** What only so many have at once: the host. */
    String slot();

    /** Brings it up and returns when it is ready. */
    void run(StepContext context) throws InterruptedException;

    /** Takes it away; what is not there is fine. */
    void remove(StepContext context) throws InterruptedException;
}
