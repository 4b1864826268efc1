package dev.muster.app.vm;

import dev.muster.app.content.ColumnsDialog;
import dev.muster.app.content.Csv;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.TableLayout;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.SavedSearches.Saved;
import dev.muster.app.settings.Settings;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.FileChooser;

/** What is done with the table of VMs rather than with VMs: its columns, copies and exports of it, and saved searches. */
public final class TableChores {
    private static final KeyCombination COLUMNS = key(KeyCode.L);
    private static final KeyCombination EXPORT = key(KeyCode.E);
    private static final KeyCombination SAVE = key(KeyCode.S);
    private static final KeyCombination COPY = key(KeyCode.C);

    /**
     * What these need.
     *
     * @param dialogs asks
     * @param settings where the layout is kept
     * @param searches the saved searches
     * @param search what a search that is saved now would search for
     * @param onSaved hears of a search that was saved
     * @param onProblem where refusals are shown
     * @param ui runs work on the window's thread
     */
    public record Setup(
            Dialogs dialogs,
            Settings settings,
            SavedSearches searches,
            Supplier<String> search,
            Consumer<Saved> onSaved,
            Consumer<Problem> onProblem,
            Executor ui) {}

    /**
     * One of them, for a menu or the palette.
     *
     * @param id the same in every language
     * @param label its words
     * @param keys does the same
     */
    public record Chore(String id, String label, KeyCombination keys, Runnable work) {}

    private final TableView<VmRow> table;
    private final VmTableViewModel model;
    private final Texts texts;
    private final Setup setup;
    private Optional<TableLayout<VmRow>> layout = Optional.empty();

    TableChores(TableView<VmRow> table, VmTableViewModel model, Texts texts, Setup setup) {
        this.table = table;
        this.model = model;
        this.texts = texts;
        this.setup = setup;
    }

    /** Sets the table up as it was left, and keeps what is changed; once it has its columns. */
    void keepLayout() {
        layout = Optional.of(new TableLayout<>(
                table,
                setup.settings().get("table.vms"),
                text -> setup.settings().put("table.vms", text)));
    }

    /** All of them. */
    public List<Chore> all() {
        return List.of(
                new Chore("table-columns", texts.get("table.columns.choose"), COLUMNS, this::columns),
                new Chore("table-copy", texts.get("table.copy"), COPY, this::copy),
                new Chore("table-export", texts.get("table.export"), EXPORT, this::export),
                new Chore("table-save-search", texts.get("table.search.save"), SAVE, this::save));
    }

    /** Menu items for them. */
    List<MenuItem> items() {
        return all().stream()
                .map(chore -> {
                    MenuItem item = new MenuItem(chore.label());
                    item.setId(chore.id());
                    item.setAccelerator(chore.keys());
                    item.setOnAction(event -> chore.work().run());
                    return item;
                })
                .toList();
    }

    /** A button with a menu of them. */
    MenuButton button() {
        MenuButton button = new MenuButton("", new IconNode(Icon.MORE));
        button.setId("table-more");
        button.getStyleClass().addAll("flat", "no-arrow");
        button.setAccessibleText(texts.get("table.more"));
        button.setTooltip(new Tooltip(texts.get("table.more")));
        button.getItems().setAll(items());
        return button;
    }

    /** The lines selected, else all that are shown, in the columns shown. */
    String csv() {
        List<VmRow> chosen =
                model.rows().stream().filter(row -> model.isSelected(row.id())).toList();
        return Csv.of(table, chosen.isEmpty() ? model.rows() : chosen);
    }

    /** Copies the lines selected, else all that are shown. */
    void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(csv());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void columns() {
        layout.ifPresent(now -> ColumnsDialog.open(setup.dialogs(), texts, now));
    }

    private void save() {
        new SaveSearchDialog(setup.dialogs(), texts, setup.searches())
                .open(setup.search().get(), Optional.empty(), setup.onSaved());
    }

    private void export() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("table.export"));
        chooser.setInitialFileName(texts.get("table.export.file"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
        Optional.ofNullable(chooser.showSaveDialog(table.getScene().getWindow()))
                .ifPresent(file -> export(file.toPath()));
    }

    /** Takes the lines as they are now; a slow disk keeps nobody waiting. */
    void export(Path file) {
        String lines = csv();
        Thread.ofVirtual().name("muster-export").start(() -> write(file, lines));
    }

    /** Writes it beside the file and puts it in its place when it is whole. */
    private void write(Path file, String lines) {
        try {
            Path target = file.toAbsolutePath();
            Path temporary =
                    Files.createTempFile(Optional.ofNullable(target.getParent()).orElse(target), "export", ".tmp");
            try {
                Files.writeString(temporary, lines);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            Problem problem = Problem.of(
                            ErrorCode.USAGE_INVALID,
                            texts.get("table.export.failed", file),
                            texts.get("table.export.failed.meaning"),
                            texts.get("table.export.failed.remedy"))
                    .withDetails(String.valueOf(e));
            setup.ui().execute(() -> setup.onProblem().accept(problem));
        }
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }
}
