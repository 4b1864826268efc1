package dev.muster.app.audit;

import dev.muster.app.ask.Asks;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The audit, the newest first, read page by page; and whether its chain holds. Used on the window's thread only. */
public final class AuditViewModel {
    /** How many entries are read at a time. */
    static final int PAGE = 200;

    private final Asks asks;
    private final ObservableList<AuditEntry> read = FXCollections.observableArrayList();
    private final FilteredList<AuditEntry> shown = new FilteredList<>(read);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<AuditQuery.Verdict>> verdict =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /** Nothing was read yet. */
    public AuditViewModel(Asks asks) {
        this.asks = asks;
        search.addListener((of, was, is) -> filter());
    }

    /** The entries read so far that have all words of the search. */
    public ObservableList<AuditEntry> shown() {
        return shown;
    }

    /** How many entries were read so far. */
    public int readCount() {
        return read.size();
    }

    /** The words looked for, in any column. */
    public StringProperty searchProperty() {
        return search;
    }

    /** Whether entries are being read. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether there are older entries than those read. */
    public ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /** Why the audit could not be read. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the chain holds; empty until it was checked. */
    public ReadOnlyObjectProperty<Optional<AuditQuery.Verdict>> verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /** Reads the newest entries anew; the chain is checked the first time only, for all entries are read for that. */
    public void load() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        asks.ask(new AuditQuery.Recent(0, PAGE), this::newest, this::refused);
        if (verdict.get().isEmpty()) {
            check();
        }
    }

    /** Reads the newest entries anew and checks the chain again. */
    public void loadAndCheck() {
        if (!busy.get()) {
            verdict.set(Optional.empty());
            load();
        }
    }

    private void check() {
        asks.ask(new AuditQuery.Verify(), found -> verdict.set(Optional.of(found)), this::refused);
    }

    /** Reads the next older entries. */
    public void loadOlder() {
        if (busy.get() || !more.get() || read.isEmpty()) {
            return;
        }
        busy.set(true);
        asks.ask(new AuditQuery.Recent(read.getLast().number(), PAGE), this::older, this::refused);
    }

    private void newest(AuditQuery.Entries page) {
        problem.set(Optional.empty());
        List<AuditEntry> known = new ArrayList<>(read);
        long oldestNew = page.entries().isEmpty() ? 0 : page.entries().getLast().number();
        // What was paged to before stays, where the new page reaches it without a gap.
        boolean reaches = !known.isEmpty() && known.getFirst().number() >= oldestNew - 1;
        List<AuditEntry> all = new ArrayList<>(page.entries());
        if (reaches) {
            known.stream().filter(entry -> entry.number() < oldestNew).forEach(all::add);
        }
        read.setAll(all);
        ended();
    }

    private void older(AuditQuery.Entries page) {
        read.addAll(page.entries());
        ended();
        if (page.entries().isEmpty()) {
            more.set(false);
        }
    }

    /** Entries are numbered from 1 without gaps. */
    private void ended() {
        more.set(!read.isEmpty() && read.getLast().number() > 1);
        busy.set(false);
    }

    private void refused(Problem why) {
        busy.set(false);
        problem.set(Optional.of(why));
    }

    private void filter() {
        List<String> words =
                List.of(search.get().toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
        shown.setPredicate(entry -> words.stream().allMatch(text(entry)::contains));
    }

    private static String text(AuditEntry entry) {
        return String.join(
                        " ",
                        entry.at().toString(),
                        entry.principal(),
                        entry.role(),
                        entry.origin(),
                        entry.action(),
                        entry.subject(),
                        entry.outcome().name(),
                        entry.job(),
                        entry.detail())
                .toLowerCase(Locale.ROOT);
    }
}
