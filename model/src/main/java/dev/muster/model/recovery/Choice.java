package dev.muster.model.recovery;

/**
 * One answer to a prompt of the plan.
 *
 * @param prompt the prompt's key
 * @param choice one of its choices
 */
public record Choice(String prompt, String choice) {
    /** In words, such as {@code site=Hamburg}. */
    public String text() {
        return prompt + "=" + choice;
    }
}
