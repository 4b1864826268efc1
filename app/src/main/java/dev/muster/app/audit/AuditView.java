package dev.muster.app.audit;

import dev.muster.app.content.Columns;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.audit.AuditQuery.Verdict;
import dev.muster.model.error.Problem;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The audit: a table that is searched and read page by page, and above it whether the chain of its hashes holds. */
public final class AuditView {
    private final AuditViewModel model;
    private final Texts texts;
    private final TableView<AuditEntry> table = new TableView<>();
    private final TextField search = new TextField();
    private final StateLabel chain = new StateLabel();
    private final Tooltip chainHint = new Tooltip();
    private final VBox notices = new VBox();
    private final Label count = new Label();
    private final Button older = new Button();
    private final BorderPane root = new BorderPane();

    /** The screen; reads nothing before {@link #activate}. */
    public AuditView(AuditViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        root.setId("audit-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(new VBox(header(), notices));
        table();
        root.setCenter(table);
        root.setBottom(footer());
        model.problemProperty().addListener((of, was, is) -> notices());
        model.verdictProperty().addListener((of, was, is) -> notices());
        InvalidationListener counted = of -> count();
        model.shown().addListener(counted);
        model.busyProperty().addListener(counted);
        notices();
        count();
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Reads what is new. */
    public void activate() {
        model.load();
    }

    private HBox header() {
        Label title = new Label(texts.get("audit.title"));
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        search.setId("audit-search");
        search.setPromptText(texts.get("audit.search"));
        search.setAccessibleText(texts.get("audit.search"));
        search.setPrefWidth(320);
        search.textProperty().bindBidirectional(model.searchProperty());
        chain.setId("audit-chain");
        chain.setMinWidth(Region.USE_PREF_SIZE);
        chain.setTooltip(chainHint);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button refresh = new Button(texts.get("object.refresh"));
        refresh.setId("audit-refresh");
        refresh.setMinWidth(Region.USE_PREF_SIZE);
        refresh.setOnAction(event -> model.loadAndCheck());
        refresh.disableProperty().bind(model.busyProperty());
        HBox header = new HBox(8, title, search, gap, chain, refresh);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void table() {
        table.setId("audit-table");
        table.setAccessibleText(texts.get("audit.title"));
        table.getStyleClass().add("live-table");
        table.setFixedCellSize(32);
        table.setItems(model.shown());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Columns.keepHeadings(table, table.getColumns());
        table.getColumns()
                .add(Columns.number(
                        "number",
                        texts.get("audit.column.number"),
                        64,
                        AuditView::fixed,
                        entry -> Long.toString(entry.number()),
                        Comparator.comparingLong(AuditEntry::number)));
        text("at", 160, entry -> Times.column(entry.at()));
        table.getColumns()
                .add(Columns.node(
                        "outcome",
                        texts.get("audit.column.outcome"),
                        116,
                        AuditView::fixed,
                        StateLabel::new,
                        (label, entry) ->
                                label.show(entry.outcome() == Outcome.ACCEPTED ? Tone.GOOD : Tone.BAD, outcome(entry)),
                        Comparator.comparing(AuditEntry::outcome)));
        text("who", 130, AuditEntry::principal);
        text("role", 110, entry -> texts.get("audit.role." + entry.role().toLowerCase(Locale.ROOT)));
        text("origin", 100, AuditEntry::origin);
        text("action", 120, AuditEntry::action);
        text("subject", 200, AuditEntry::subject);
        text("detail", 200, AuditEntry::detail);
        for (TableColumn<AuditEntry, ?> column : table.getColumns()) {
            column.setSortable(false);
            // A moment, what came of it and an address are read whole; the ids give way.
            switch (column.getId()) {
                case "at" -> column.setMinWidth(156);
                case "outcome" -> column.setMinWidth(138);
                case "action", "origin" -> column.setMinWidth(104);
                default -> {
                    // its heading decides
                }
            }
        }
        Label none = new Label(texts.get("audit.none"));
        none.getStyleClass().add("text-muted");
        none.setWrapText(true);
        none.setPadding(new Insets(32));
        table.setPlaceholder(none);
    }

    private void text(String id, double width, Function<AuditEntry, String> text) {
        table.getColumns()
                .add(Columns.text(
                        id,
                        texts.get("audit.column." + id),
                        width,
                        AuditView::fixed,
                        text,
                        Comparator.comparing(text)));
    }

    private static ReadOnlyObjectWrapper<AuditEntry> fixed(AuditEntry entry) {
        return new ReadOnlyObjectWrapper<>(entry);
    }

    private String outcome(AuditEntry entry) {
        return texts.get("audit.outcome." + entry.outcome().name().toLowerCase(Locale.ROOT));
    }

    private HBox footer() {
        older.setId("audit-older");
        older.setText(texts.get("audit.older"));
        older.getStyleClass().addAll("small");
        older.setOnAction(event -> model.loadOlder());
        older.disableProperty().bind(model.busyProperty());
        older.visibleProperty().bind(model.moreProperty());
        older.managedProperty().bind(model.moreProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        count.setId("audit-count");
        HBox footer = new HBox(8, count, gap, older);
        footer.setAlignment(Pos.CENTER_LEFT);
        footer.getStyleClass().add("pane-footer");
        return footer;
    }

    private void count() {
        count.setText(
                model.busyProperty().get()
                        ? texts.get("audit.reading")
                        : texts.get("audit.count", model.shown().size(), model.readCount()));
    }

    private void notices() {
        notices.getChildren().clear();
        Optional<Problem> problem = model.problemProperty().get();
        Optional<Verdict> verdict = model.verdictProperty().get();
        problem.ifPresent(why -> notices.getChildren().add(new ProblemBox(why, texts)));
        search.setDisable(problem.isPresent());
        chain.setVisible(verdict.isPresent());
        verdict.ifPresent(this::show);
    }

    private void show(Verdict verdict) {
        Optional<Long> bad = verdict.firstBreak();
        chain.show(
                bad.isPresent() ? Tone.BAD : Tone.GOOD,
                bad.map(number -> texts.get("audit.chain.broken", number))
                        .orElseGet(() -> texts.get("audit.chain.whole")));
        chainHint.setText(texts.get("audit.chain.checked", verdict.entries(), verdict.head()));
        bad.ifPresent(number -> {
            Label what = new Label(texts.get("audit.broken.what", number));
            what.getStyleClass().add("problem-what");
            Label meaning = new Label(texts.get("audit.broken.meaning", number));
            meaning.setWrapText(true);
            meaning.setMinHeight(Region.USE_PREF_SIZE);
            VBox box = new VBox(4, what, meaning);
            box.setId("audit-broken");
            box.getStyleClass().add("problem-box");
            box.setPadding(new Insets(12));
            notices.getChildren().add(box);
        });
    }
}
