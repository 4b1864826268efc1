package dev.muster.model.console;

/**
 * Who types at a console. Many may look at once; one types.
 *
 * @param writer the name of who types; empty where nobody does
 * @param writable whether that is the one who was told this
 * @param attached how many look, this one among them
 */
public record ConsoleState(String writer, boolean writable, int attached) {
    /** Nobody types. */
    public static final ConsoleState NOBODY = new ConsoleState("", false, 0);
}
