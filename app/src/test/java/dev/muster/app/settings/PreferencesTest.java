package dev.muster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
    @TempDir
    Path directory;

    @AfterEach
    void asTheDesktopSays() {
        System.clearProperty("glass.gtk.uiScale");
    }

    @Test
    void what_was_preferred_is_there_at_the_next_start() {
        Path file = directory.resolve("console.properties");
        try (Settings settings = new Settings(Optional.of(file))) {
            Preferences before = new Preferences(settings);
            assertThat(before.language()).isEmpty();
            assertThat(before.size()).isEmpty();
            before.language(Optional.of(Locale.GERMAN));
            before.size(Optional.of(150));
            before.goesOn(true);
            before.opened("https://far:7391");
        }

        Preferences.applySize(file);

        assertThat(System.getProperty("glass.gtk.uiScale")).isEqualTo("150%");
        try (Settings settings = new Settings(Optional.of(file))) {
            Preferences after = new Preferences(settings);
            assertThat(after.language()).contains(Locale.GERMAN);
            assertThat(after.bridge()).isEqualTo("https://far:7391");
            after.goesOn(false);
            assertThat(after.bridge()).isEqualTo(Preferences.LOCAL);
            after.size(Optional.empty());
            assertThat(after.size()).isEmpty();
        }
    }

    @Test
    void what_nobody_could_have_preferred_counts_for_nothing() throws Exception {
        Path file =
                Files.writeString(directory.resolve("console.properties"), "language=xx\nsize=7\nbridge.go-on=maybe\n");
        Preferences.applySize(file);

        assertThat(System.getProperty("glass.gtk.uiScale")).isNull();
        try (Settings settings = new Settings(Optional.of(file))) {
            Preferences preferences = new Preferences(settings);
            assertThat(preferences.language()).isEmpty();
            assertThat(preferences.size()).isEmpty();
            assertThat(preferences.bridge()).isEqualTo(Preferences.LOCAL);
        }
    }
}
