package dev.muster.app;

import javafx.application.Application;

/** Starts the console. */
public final class Main {
    private Main() {}

    /** Starts the console; {@link AppArguments} says what it understands. */
    public static void main(String[] args) {
        Application.launch(MusterApplication.class, args);
    }
}
