package dev.muster.app;

import dev.muster.app.settings.Preferences;
import dev.muster.app.settings.Settings;
import javafx.application.Application;

/** Starts the console. */
public final class Main {
    private Main() {}

    /** Starts the console; {@link AppArguments} says what it understands. */
    public static void main(String[] args) {
        Preferences.applySize(Settings.usualFile());
        Application.launch(MusterApplication.class, args);
    }
}
