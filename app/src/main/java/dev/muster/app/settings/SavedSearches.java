package dev.muster.app.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Searches the user gave a name, by name, kept with the settings. Window's thread. */
public final class SavedSearches {
    private static final String KEY = "searches";

    /**
     * One of them.
     *
     * @param name what the user calls it; no line breaks or tabs
     * @param search as the search field understands it
     */
    public record Saved(String name, String search) {
        public Saved {
            name = name.replaceAll("\\s+", " ").strip();
            search = search.replaceAll("\\s+", " ").strip();
        }
    }

    private final Settings settings;
    private final ObservableList<Saved> all = FXCollections.observableArrayList();
    // One view, kept: it hears of changes only as long as somebody holds it, and who listens to it does not.
    private final ObservableList<Saved> shown = FXCollections.unmodifiableObservableList(all);

    /** Those kept in these settings. */
    public SavedSearches(Settings settings) {
        this.settings = settings;
        all.setAll(settings.get(KEY).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank())
                .map(parts -> new Saved(parts[0], parts[1]))
                .toList());
    }

    /** All, by name, to listen to. */
    public ObservableList<Saved> all() {
        return shown;
    }

    /** The one of that name; upper and lower case are the same. */
    public Optional<Saved> named(String name) {
        return all.stream()
                .filter(saved -> saved.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** Keeps one, in place of another of its name. */
    public void put(Saved saved) {
        List<Saved> now = new java.util.ArrayList<>(all);
        now.removeIf(each -> each.name().equalsIgnoreCase(saved.name()));
        now.add(saved);
        now.sort(Comparator.comparing(Saved::name, String.CASE_INSENSITIVE_ORDER));
        keep(now);
    }

    /** Forgets one. */
    public void remove(Saved saved) {
        keep(all.stream().filter(each -> !each.equals(saved)).toList());
    }

    private void keep(List<Saved> now) {
        all.setAll(now);
        settings.put(
                KEY,
                now.stream().map(saved -> saved.name() + "\t" + saved.search()).collect(Collectors.joining("\n")));
    }
}
