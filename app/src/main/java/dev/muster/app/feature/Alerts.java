package dev.muster.app.feature;

import javafx.collections.ObservableList;

/** What is wrong, found by all features together. */
public interface Alerts {
    /** All of it, the gravest first. */
    ObservableList<Alert> alerts();

    /** Takes an alert off the list, where it is one that may be. */
    void dismiss(Alert alert);
}
