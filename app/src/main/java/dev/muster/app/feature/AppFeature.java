package dev.muster.app.feature;

import java.util.List;

/**
 * One feature of the window: everything it adds, in one object without state. Its texts are in a bundle of its room's name in its
 * room, under keys that begin with that name.
 */
public interface AppFeature {
    /** Its screens, each with an entry in the tree and the palette. Made once for each bridge that is opened. */
    default List<Screen> screens(ConsoleContext context) {
        return List.of();
    }

    /** Its tabs on the page of a VM. */
    default List<VmTab> vmTabs(ConsoleContext context) {
        return List.of();
    }

    /** What it lets one do. */
    default List<AppAction> actions(ConsoleContext context) {
        return List.of();
    }

    /** What it finds wrong. */
    default List<AlertSource> alerts(ConsoleContext context) {
        return List.of();
    }

    /** What stands in for its part of a bridge where there is only sample data. */
    default SampleData samples() {
        return SampleData.NONE;
    }
}
