package dev.muster.app.group;

import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** The sets of the chosen group and the attempts that came to none, the newest first; below them what there is to say of the chosen one. */
final class HistoryPane {
    private final GroupsViewModel model;
    private final Texts texts;
    private final GroupWords words;
    private final ObjectTable<HistoryLine> table;
    private final HistoryDetail detail;
    private final HistoryStrip strip;
    private final LiveColumn<?, ?> age;
    private final Label empty = new Label();
    private Optional<GroupId> shown = Optional.empty();

    HistoryPane(ConsoleContext context, GroupsViewModel model) {
        this.model = model;
        this.texts = context.texts();
        this.words = new GroupWords(texts);
        this.table = new ObjectTable<>("group-sets", texts.get("group.sets.title"), texts, model.history());
        this.detail = new HistoryDetail(context);
        table.minor();
        table.usually(Comparator.comparing(HistoryLine::at).reversed());
        this.age = columns();
        SetActions.add(table, context, model);
        empty.setWrapText(true);
        empty.getStyleClass().add("text-muted");
        table.whenEmpty(empty);
        this.strip =
                new HistoryStrip(texts, line -> table.choose(one -> one.key().equals(line.key())));
        table.onChosen(line -> {
            detail.show(line);
            strip.choose(line);
        });
        table.root().setTop(new VBox(table.root().getTop(), strip));
        table.root().setBottom(detail.root());
        model.history().rows().addListener((ListChangeListener<Object>) change -> draw());
    }

    private void draw() {
        strip.show(model.history().rows().stream().map(LiveRows.Row::item).toList(), Instant.now());
        strip.choose(table.chosen());
    }

    BorderPane root() {
        return table.root();
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "state",
                texts.get("group.column.state"),
                108,
                StateLabel::new,
                (cell, line) -> cell.show(GroupWords.tone(line.status()), words.status(line)),
                Comparator.comparing(HistoryLine::status));
        LiveColumn<?, ?> captured = table.hinted(
                "captured",
                texts.get("group.column.captured"),
                100,
                line -> words.age(line.at()),
                line -> words.exact(line.at()),
                Comparator.comparing(HistoryLine::at));
        time("skew", "group.column.skew", GroupSet::skew);
        time("lock", "group.column.lock", GroupSet::lockTime);
        time("clock", "group.column.clock", GroupSet::clockError);
        table.bytes(
                "stored",
                texts.get("group.column.stored"),
                line -> line.set().map(set -> set.set().stored()).orElse(-1L),
                bytes -> bytes < 0 ? "–" : words.bytes(bytes));
        table.text(
                "repository",
                texts.get("group.column.repository"),
                90,
                line -> line.set().map(set -> set.id().repository().text()).orElse("–"));
        return captured;
    }

    private void time(String id, String key, Function<GroupSet, Duration> of) {
        table.bytes(
                id,
                texts.get(key),
                line -> line.set()
                        .map(Listed::set)
                        .map(of)
                        .map(Duration::toNanos)
                        .orElse(-1L),
                nanos -> nanos < 0 ? "–" : words.span(Duration.ofNanos(nanos)));
    }

    /** Shows what is known now. */
    void show() {
        Optional<GroupId> group = model.chosen().map(line -> line.group().id());
        GroupCatalog.Content told = model.content();
        empty.setText(
                told.problem().isPresent()
                        ? texts.say(told.problem().get())
                        : texts.get(told.loaded() ? "group.sets.none" : "group.sets.loading"));
        if (!group.equals(shown)) {
            shown = group;
            table.chooseFirst();
        }
        table.chooseFirst();
        detail.show(table.chosen());
        draw();
    }

    /** Tells again what goes with the time. */
    void tick() {
        age.tellAgain();
        draw();
    }
}
