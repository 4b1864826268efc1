package dev.muster.app.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.TableLayout;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.Settings;
import dev.muster.app.stats.SparkLines;
import dev.muster.app.testing.Operator;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of VMs as a user sets it up, and what is written down of it. */
@Tag("toolkit")
class VmTableSetupTest {
    private final Settings settings = new Settings(Optional.empty());
    private final List<String> problems = new java.util.concurrent.CopyOnWriteArrayList<>();

    @BeforeAll
    static void toolkit() throws Exception {
        Operator.sitDown();
    }

    @Test
    void columns_their_order_width_and_sorting_are_there_again() throws Exception {
        Operator.fx(() -> {
            TableView<VmRow> table = view().table();
            column(table, "host").setVisible(false);
            table.resizeColumn(column(table, "tags"), 60);
            table.resizeColumn(column(table, "name"), 25);
            TableColumn<VmRow, ?> uuid = column(table, "uuid");
            uuid.setVisible(true);
            table.getColumns().remove(uuid);
            table.getColumns().addFirst(uuid);
            column(table, "vcpus").setSortType(SortType.DESCENDING);
            table.getSortOrder().setAll(List.of(column(table, "vcpus")));
            double tags = column(table, "tags").getWidth();
            double name = column(table, "name").getWidth();

            TableView<VmRow> again = view().table();
            assertThat(again.getColumns().getFirst().getId()).isEqualTo("uuid");
            assertThat(column(again, "host").isVisible()).isFalse();
            assertThat(column(again, "uuid").isVisible()).isTrue();
            assertThat(column(again, "tags").getWidth()).isEqualTo(tags);
            assertThat(column(again, "name").getWidth()).isEqualTo(Math.rint(name));
            assertThat(again.getSortOrder()).extracting(TableColumn::getId).containsExactly("vcpus");
            assertThat(again.getSortOrder().getFirst().getSortType()).isEqualTo(SortType.DESCENDING);
            return true;
        });
    }

    @Test
    void a_layout_of_another_version_or_without_any_column_still_shows_the_table() throws Exception {
        settings.put("table.vms", "gone,1,90;state,0,x;name,0,0;sort,gone,ASCENDING;;,,,");
        Operator.fx(() -> {
            TableView<VmRow> table = view().table();
            assertThat(table.getColumns())
                    .extracting(TableColumn::getId)
                    .startsWith("state", "name")
                    .hasSize(14);
            assertThat(table.getVisibleLeafColumns()).isNotEmpty();
            assertThat(table.getSortOrder()).extracting(TableColumn::getId).containsExactly("name");
            return true;
        });
    }

    @Test
    void columns_chosen_in_the_dialog_are_shown_in_that_order() throws Exception {
        Operator.fx(() -> {
            TableView<VmRow> table = view().table();
            TableLayout<VmRow> layout = new TableLayout<>(table, Optional.empty(), text -> {});
            List<TableLayout.Choice> first = layout.choices();
            layout.choose(List.of(
                    new TableLayout.Choice("memory", "", true),
                    new TableLayout.Choice("name", "", true),
                    new TableLayout.Choice("state", "", false)));
            assertThat(table.getVisibleLeafColumns())
                    .extracting(TableColumn::getId)
                    .startsWith("memory", "name");
            layout.choose(layout.original());
            assertThat(layout.choices()).isEqualTo(first);
            return true;
        });
    }

    @Test
    void an_export_has_the_columns_and_rows_shown_and_a_figure_in_bytes(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("vms.csv");
        Operator.fx(() -> {
            VmTableView view = view();
            view.table()
                    .getColumns()
                    .forEach(column ->
                            column.setVisible(List.of("name", "memory", "state").contains(column.getId())));
            view.chores().export(file);
            return true;
        });
        await().until(() -> Files.exists(file));
        assertThat(Files.readString(file))
                .startsWith("State,Name,Memory (bytes)\r\n")
                .contains("'+danger,")
                .endsWith("\r\n");
        assertThat(Files.readAllLines(file)).hasSize(3);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void an_export_that_cannot_be_written_says_so(@TempDir Path directory) throws Exception {
        Operator.fx(() -> {
            view().chores().export(directory.resolve("none").resolve("vms.csv"));
            return true;
        });
        await().until(() -> !problems.isEmpty());
        assertThat(problems).singleElement().asString().contains("could not be written");
    }

    /** Says nothing. */
    private static final class SilentAsks implements Asks {
        @Override
        public Role role() {
            return Role.OPERATOR;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {}

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {}
    }

    private static TableColumn<VmRow, ?> column(TableView<VmRow> table, String id) {
        return table.getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow();
    }

    private VmTableView view() {
        Texts texts = new Texts(Locale.ENGLISH);
        Stage stage = new Stage();
        Dialogs dialogs = new Dialogs(stage, texts);
        VmTableViewModel model = new VmTableViewModel(
                texts,
                FXCollections.observableArrayList(
                        new VmRow(Samples.vm("web-01", VmState.RUNNING)),
                        new VmRow(Samples.vm("+danger", VmState.OFF))));
        Asks asks = new SilentAsks();
        VmTableView view = new VmTableView(
                model,
                new VmActions(asks, texts, dialogs, List::of, job -> {}, problem -> {}).all(),
                new SparkLines(asks),
                texts,
                id -> {},
                () -> {},
                new TableChores.Setup(
                        dialogs,
                        settings,
                        new SavedSearches(settings),
                        () -> "",
                        saved -> {},
                        problem -> problems.add(problem.what()),
                        javafx.application.Platform::runLater));
        stage.setScene(new Scene(view.root(), 1280, 700));
        return view;
    }
}
