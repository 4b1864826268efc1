package dev.muster.model.recovery;

/**
 * What is done when a machine cannot be started or does not meet its gates in time.
 *
 * @param retries how often it is recovered again before, from 0
 * @param then what is done after that
 */
public record FailureRule(int retries, Then then) {
    /** Stop at once. */
    public static final FailureRule STOP = new FailureRule(0, Then.STOP);

    /** What becomes of the run. */
    public enum Then {
        /** Nothing further is begun; the operator decides. */
        STOP,
        /** The run goes on as if the gates were met. */
        CONTINUE
    }

    /** In words, such as {@code 2 retries, stop}. */
    public String text() {
        return (retries == 0 ? "" : retries + (retries == 1 ? " retry, " : " retries, "))
                + switch (then) {
                    case STOP -> "stop";
                    case CONTINUE -> "continue";
                };
    }
}
