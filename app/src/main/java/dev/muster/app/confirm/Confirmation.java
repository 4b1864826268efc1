package dev.muster.app.confirm;

import java.util.List;

/**
 * What is asked before something destructive.
 *
 * @param title what will be done, such as {@code Force off web-01}
 * @param meaning what that means for the VMs, one or two sentences
 * @param names the objects it is done to
 * @param toType what has to be typed: the name of a single object, a phrase with the count for several
 * @param verb what the button says
 */
public record Confirmation(String title, String meaning, List<String> names, String toType, String verb) {
    public Confirmation {
        names = List.copyOf(names);
    }

    /**
     * Whether {@code typed} is what was asked for. Blanks around it do not matter; upper and lower case do, since two VMs
     * may differ in nothing else.
     */
    public boolean accepts(String typed) {
        return typed.strip().equals(toType.strip());
    }
}
