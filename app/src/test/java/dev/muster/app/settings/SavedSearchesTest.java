package dev.muster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.settings.SavedSearches.Saved;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSearchesTest {
    @Test
    void they_are_there_again_by_name_after_a_restart(@TempDir Path directory) {
        Optional<Path> file = Optional.of(directory.resolve("console.properties"));
        try (Settings settings = new Settings(file)) {
            SavedSearches searches = new SavedSearches(settings);
            searches.put(new Saved("web, running", "web state:running"));
            searches.put(new Saved("All of\tLab", "conn:lab\n"));
        }
        try (Settings settings = new Settings(file)) {
            assertThat(new SavedSearches(settings).all())
                    .containsExactly(
                            new Saved("All of Lab", "conn:lab"), new Saved("web, running", "web state:running"));
        }
    }

    @Test
    void one_of_the_same_name_is_replaced_and_one_removed_is_gone() {
        try (Settings settings = new Settings(Optional.empty())) {
            SavedSearches searches = new SavedSearches(settings);
            searches.put(new Saved("Mine", "a"));
            searches.put(new Saved("mine", "b"));
            assertThat(searches.all()).containsExactly(new Saved("mine", "b"));
            searches.remove(searches.named(" MINE ").orElseThrow());
            assertThat(searches.all()).isEmpty();
            assertThat(new SavedSearches(settings).all()).isEmpty();
        }
    }

    @Test
    void what_cannot_be_read_is_passed_over() {
        try (Settings settings = new Settings(Optional.empty())) {
            settings.put("searches", "broken\n\tempty\nok\tstate:off\na\tb\tc");
            assertThat(new SavedSearches(settings).all()).containsExactly(new Saved("ok", "state:off"));
        }
    }
}
