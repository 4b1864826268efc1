package dev.muster.app.report;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.util.Duration;

/** The reports that were made, and beside them all that is known of the chosen one. */
final class MadeReportsView {
    private final ConsoleContext context;
    private final ReportsViewModel model;
    private final Texts texts;
    private final ReportWords words;
    private final ObjectTable<MadeReport> table;
    private final ReportDetail detail;
    private final SplitPane root = new SplitPane();
    private final Timeline clock;

    MadeReportsView(ConsoleContext context, ReportsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new ReportWords(texts);
        this.table = new ObjectTable<>("reports", texts.get("report.title"), texts, model.rows());
        this.detail = new ReportDetail(context, model, this::choose);
        table.usually(Comparator.comparingLong(MadeReport::number).reversed());
        LiveColumn<?, ?> age = columns();
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> age.tellAgain()));
        clock.setCycleCount(Animation.INDEFINITE);
        table.beside(kinds());
        table.create("report-make-open", texts.get("report.make.action"), this::make);
        table.onOpen(detail::preview);
        table.onChosen(chosen -> detail.show(chosen));
        root.setId("reports-split");
        root.getItems().addAll(table.root(), detail.root());
        SplitPane.setResizableWithParent(detail.root(), false);
        root.setDividerPositions(0.71);
        model.revisionProperty().addListener((observable, oldValue, newValue) -> fill());
        fill();
    }

    SplitPane root() {
        return root;
    }

    void activate() {
        model.activate();
        clock.play();
        // who one is, is known only once the bridge was heard
        table.refuseCreate(ReportFeature.refusal(context));
    }

    void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "result",
                texts.get("report.column.result"),
                176,
                StateLabel::new,
                (cell, report) -> cell.show(ReportWords.tone(report.result().severity()), words.result(report)),
                Comparator.comparing(report -> report.result().severity()));
        table.text("kind", texts.get("report.column.kind"), 146, report -> words.kind(report.kind()));
        table.text("about", texts.get("report.column.about"), 190, words::about);
        LiveColumn<?, ?> age = table.hinted(
                "made",
                texts.get("report.column.made"),
                90,
                words::age,
                words::made,
                Comparator.comparing(MadeReport::madeAt));
        table.whole("by", texts.get("report.column.by"), 84, MadeReport::madeBy);
        table.text("formats", texts.get("report.column.formats"), 136, words::formats);
        table.number(
                "rows",
                texts.get("report.column.rows"),
                64,
                report -> words.count(report.rows()),
                Comparator.comparingLong(MadeReport::rows));
        return age;
    }

    private DropDown<Optional<ReportKind>> kinds() {
        DropDown<Optional<ReportKind>> kinds = new DropDown<>(Stream.concat(
                        Stream.of(Optional.<ReportKind>empty()),
                        Arrays.stream(ReportKind.values()).map(Optional::of))
                .toList());
        kinds.setId("reports-kind");
        kinds.setAccessibleText(texts.get("report.filter"));
        kinds.setConverter(Words.of(kind -> kind.map(words::kind).orElseGet(() -> texts.get("report.filter.all"))));
        kinds.valueProperty().bindBidirectional(model.kindProperty());
        return kinds;
    }

    private void fill() {
        table.whenEmpty(placeholder());
        table.chooseFirst();
        detail.show(table.chosen());
    }

    private Node placeholder() {
        if (!model.hasAny()) {
            return new EmptyState(
                    "reports-none",
                    texts.get("report.none"),
                    texts.get("report.none.text"),
                    texts.get("report.make.action"),
                    this::make);
        }
        Label none = new Label(texts.get("report.none.kind"));
        none.getStyleClass().add("text-muted");
        return none;
    }

    private void choose(MadeReport report) {
        model.kindProperty().set(Optional.empty());
        table.choose(report::equals);
    }

    private void make() {
        if (ReportFeature.refusal(context).isEmpty()) {
            new MakeReportDialog(context, false).open();
        }
    }
}
