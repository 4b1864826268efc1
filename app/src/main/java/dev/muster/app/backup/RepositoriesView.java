package dev.muster.app.backup;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** The repositories, how full they are, and what is wrong with the one chosen. */
final class RepositoriesView {
    private final ConsoleContext context;
    private final Texts texts;
    private final BackupWords words;
    private final ObjectTable<RepositoryState> table;
    private final VBox problem = new VBox();
    private final BorderPane root = new BorderPane();

    RepositoriesView(ConsoleContext context, BackupsViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.words = new BackupWords(texts);
        this.table = new ObjectTable<>("repositories", texts.get("backup.repositories"), texts, model.repositories());
        root.setCenter(table.root());
        problem.setId("repositories-problem");
        root.setBottom(problem);
        columns();
        actions(model);
        table.whenEmpty(new EmptyState(
                "repositories-none",
                texts.get("backup.norepository.title"),
                texts.get("backup.norepository.text"),
                texts.get("backup.add.open"),
                this::add));
        table.onChosen(chosen -> show());
        model.revisionProperty().addListener((observable, oldValue, newValue) -> {
            table.chooseFirst();
            show();
        });
        show();
    }

    BorderPane root() {
        return root;
    }

    /** Who one is, is known only once the bridge was heard. */
    void look() {
        table.refuseCreate(administrator());
    }

    private void columns() {
        table.node(
                "state",
                texts.get("backup.column.state"),
                152,
                StateLabel::new,
                (cell, state) -> cell.show(BackupWords.tone(state), words.status(state)),
                Comparator.comparing(words::status));
        table.text(
                "name",
                texts.get("backup.column.name"),
                140,
                state -> state.repository().id().text());
        table.text(
                "path",
                texts.get("backup.column.path"),
                220,
                state -> state.repository().path());
        table.bytes(
                "points",
                texts.get("backup.column.points"),
                state -> (long) state.points(),
                points -> Long.toString(points));
        table.node(
                "fill",
                texts.get("backup.column.fill"),
                220,
                () -> new FillBar(texts),
                FillBar::show,
                Comparator.comparingDouble(FillBar::fraction));
        table.bytes(
                "free",
                texts.get("backup.column.free"),
                RepositoryState::freeBytes,
                free -> free == 0 ? "–" : words.bytes(free));
        table.bytes(
                "full",
                texts.get("backup.column.full"),
                state -> state.daysLeft().orElse(Long.MAX_VALUE),
                days -> days == Long.MAX_VALUE ? "–" : texts.get("backup.full.days", days));
    }

    private void actions(BackupsViewModel model) {
        table.guarded(
                "repository-look",
                texts.get("backup.look"),
                texts.get("backup.refused.repositories"),
                state -> Optional.empty(),
                state -> model.load());
        table.guarded(
                "repository-check",
                texts.get("backup.check"),
                texts.get("backup.refused.repositories"),
                state -> state.problem().map(Problem::what),
                state -> context.asks()
                        .submit(
                                new BackupCommand.CheckRepository(
                                        state.repository().id()),
                                context.onJob(),
                                context.onProblem()));
        table.guarded(
                        "repository-remove",
                        texts.get("backup.remove"),
                        texts.get("backup.refused.repositories"),
                        state -> administrator(),
                        this::remove)
                .getStyleClass()
                .add("danger");
        table.create("repository-add-open", texts.get("backup.add.open"), this::add);
    }

    private Optional<String> administrator() {
        return context.asks().role().includes(Role.ADMINISTRATOR)
                ? Optional.empty()
                : Optional.of(texts.get("palette.refused.administrator"));
    }

    private void add() {
        if (administrator().isEmpty()) {
            new AddRepositoryDialog(context).open();
        }
    }

    private void remove(RepositoryState state) {
        String name = state.repository().id().text();
        Confirmation confirmation = Confirmation.byKey(
                texts.get("backup.remove.title", name),
                state.problem().isPresent()
                        ? texts.get("backup.remove.unseen", state.repository().path())
                        : texts.get("backup.remove.meaning", state.repository().path(), state.points()),
                List.of(name),
                texts.get("backup.remove"));
        new ConfirmDialog(context.dialogs(), texts)
                .ask(
                        confirmation,
                        () -> context.asks()
                                .submit(
                                        new BackupCommand.RemoveRepository(
                                                state.repository().id()),
                                        context.onJob(),
                                        context.onProblem()));
    }

    private void show() {
        Optional<Problem> why = table.chosen().flatMap(RepositoryState::problem);
        problem.getChildren()
                .setAll(why.map(one -> new ProblemBox(one, texts)).stream().toList());
    }
}
