package dev.muster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.settings.SavedSearches.Saved;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
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
    void who_listens_hears_of_changes_also_after_memory_was_collected() {
        try (Settings settings = new Settings(Optional.empty())) {
            SavedSearches searches = new SavedSearches(settings);
            List<Saved> heard = new ArrayList<>();
            searches.all().addListener((ListChangeListener<Saved>) change -> heard.addAll(change.getList()));
            WeakReference<Object> collected = new WeakReference<>(new Object());
            await().until(() -> {
                System.gc();
                return collected.get() == null;
            });
            searches.put(new Saved("Mine", "a"));
            assertThat(heard).containsExactly(new Saved("Mine", "a"));
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
