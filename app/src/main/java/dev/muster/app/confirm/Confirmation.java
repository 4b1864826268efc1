package dev.muster.app.confirm;

import java.util.List;

/**
 * What is asked before something that loses something, or that reaches many at once.
 *
 * @param title what will be done, such as {@code Force off web-01}
 * @param meaning what that means for the VMs, one or two sentences
 * @param names the objects it is done to
 * @param toType what has to be typed: the name of a single object, a phrase with the count for several; empty where nothing is
 *     lost, and one key says yes
 * @param verb what the button says
 */
public record Confirmation(String title, String meaning, List<String> names, String toType, String verb) {
    /** What can be brought back is asked about only when it is done to more than these. */
    public static final int FEW = 5;

    public Confirmation {
        names = List.copyOf(names);
    }

    /** One that is answered with a key. */
    public static Confirmation byKey(String title, String meaning, List<String> names, String verb) {
        return new Confirmation(title, meaning, names, "", verb);
    }

    /** Whether something has to be typed. */
    public boolean typed() {
        return !toType.isBlank();
    }

    /**
     * Whether {@code typed} is what was asked for. Blanks around it do not matter; upper and lower case do, since two VMs
     * may differ in nothing else.
     */
    public boolean accepts(String typed) {
        return typed.strip().equals(toType.strip());
    }
}
