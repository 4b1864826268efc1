package dev.muster.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the user prefers, read out of the settings. What takes effect at the next start is read when the console starts. */
public final class Preferences {
    /** The languages there are texts of. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    /** How large everything can be drawn, in percent of the usual. */
    public static final List<Integer> SIZES = List.of(100, 125, 150, 200);

    /** The bridge within the console. */
    public static final String LOCAL = "local";

    private static final String LANGUAGE = "language";
    private static final String SIZE = "size";
    private static final String LAST = "bridge.last";
    private static final String GO_ON = "bridge.go-on";

    private final Settings settings;

    /** Those kept in these settings. */
    public Preferences(Settings settings) {
        this.settings = settings;
    }

    /**
     * Has everything drawn as large as the user prefers. Only before the toolkit is started: it asks once. Where the user
     * prefers nothing it is as the desktop says.
     */
    public static void applySize(Path file) {
        try (Settings settings = new Settings(Optional.of(file))) {
            new Preferences(settings)
                    .size()
                    .ifPresent(percent -> System.setProperty("glass.gtk.uiScale", percent + "%"));
        }
    }

    /** The language; empty for the system's. */
    public Optional<Locale> language() {
        return settings.get(LANGUAGE).map(Locale::forLanguageTag).filter(LANGUAGES::contains);
    }

    /** Prefers a language, from the next start on. */
    public void language(Optional<Locale> language) {
        settings.put(LANGUAGE, language.map(Locale::toLanguageTag).orElse(""));
    }

    /** How large everything is drawn, in percent; empty for as the desktop says. */
    public Optional<Integer> size() {
        int percent = (int) settings.number(SIZE, 0);
        return SIZES.contains(percent) ? Optional.of(percent) : Optional.empty();
    }

    /** Prefers a size, from the next start on. */
    public void size(Optional<Integer> percent) {
        settings.put(SIZE, percent.map(String::valueOf).orElse(""));
    }

    /** Whether the console begins with the bridge it had last, rather than with the one within it. */
    public boolean goesOn() {
        return settings.get(GO_ON).map(Boolean::parseBoolean).orElse(false);
    }

    /** Prefers where to begin. */
    public void goesOn(boolean goesOn) {
        settings.put(GO_ON, Boolean.toString(goesOn));
    }

    /** The address of the bridge to begin with. */
    public String bridge() {
        return goesOn() ? settings.get(LAST).orElse(LOCAL) : LOCAL;
    }

    /** This bridge was opened. */
    public void opened(String address) {
        settings.put(LAST, address);
    }
}
