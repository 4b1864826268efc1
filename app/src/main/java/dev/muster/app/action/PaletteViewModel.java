package dev.muster.app.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the palette finds: entries that have every word typed, those whose title begins with it first. */
public final class PaletteViewModel {
    /** More are not shown: who has not found it among these types another letter. */
    static final int SHOWN = 50;

    private record Found(PaletteEntry entry, int rank, int place) {}

    private record Searchable(PaletteEntry entry, String title, String all) {}

    private final List<Searchable> actions;
    private final List<Searchable> objects;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<PaletteEntry> found = FXCollections.observableArrayList();

    /**
     * Everything there is.
     *
     * @param actions actions and places, shown also while nothing is typed
     * @param objects hosts and VMs, found only by typing
     */
    public PaletteViewModel(List<PaletteEntry> actions, List<PaletteEntry> objects) {
        this.actions = actions.stream().map(PaletteViewModel::searchable).toList();
        this.objects = objects.stream().map(PaletteViewModel::searchable).toList();
        query.addListener((of, was, is) -> search());
        search();
    }

    /** What is typed. */
    public StringProperty queryProperty() {
        return query;
    }

    /** What it finds, the best first. */
    public ObservableList<PaletteEntry> found() {
        return found;
    }

    private static Searchable searchable(PaletteEntry entry) {
        String title = entry.title().toLowerCase(Locale.ROOT);
        return new Searchable(
                entry,
                title,
                title + " " + entry.detail().toLowerCase(Locale.ROOT) + " "
                        + entry.shortcut().toLowerCase(Locale.ROOT));
    }

    private void search() {
        String typed = query.get().toLowerCase(Locale.ROOT).strip();
        if (typed.isEmpty()) {
            found.setAll(actions.stream()
                    .map(Searchable::entry)
                    .sorted(Comparator.comparing(entry -> entry.refusal().isPresent()))
                    .limit(SHOWN)
                    .toList());
            return;
        }
        List<String> words = List.of(typed.split("\\s+", -1));
        List<Found> hits = new ArrayList<>();
        collect(actions, typed, words, hits);
        collect(objects, typed, words, hits);
        hits.sort(Comparator.comparingInt(Found::rank).thenComparingInt(Found::place));
        found.setAll(hits.stream().limit(SHOWN).map(Found::entry).toList());
    }

    private static void collect(List<Searchable> from, String typed, List<String> words, List<Found> hits) {
        for (Searchable each : from) {
            int rank = rank(each, typed, words);
            if (rank >= 0) {
                // What cannot be done stands after what can, so that Enter does something.
                hits.add(new Found(each.entry(), each.entry().refusal().isPresent() ? rank + 4 : rank, hits.size()));
            }
        }
    }

    /** 0 for the title itself, 1 for its beginning, 2 for the beginning of a word of it, 3 for anywhere; -1 for nowhere. */
    private static int rank(Searchable each, String typed, List<String> words) {
        if (each.title().equals(typed)) {
            return 0;
        }
        if (each.title().startsWith(typed)) {
            return 1;
        }
        if (words.stream()
                .allMatch(word -> each.title().startsWith(word) || each.title().contains(" " + word))) {
            return 2;
        }
        return words.stream().allMatch(each.all()::contains) ? 3 : -1;
    }
}
