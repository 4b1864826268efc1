package dev.muster.app.report;

import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Planned times as outlines and actual times as filled bars over one axis, a row each. */
final class ReportGantt extends VBox {
    private static final double NAMES = 160;
    private static final double FIGURES = 90;
    private static final double ROW = 28;
    private static final double BAR = 12;

    ReportGantt(ReportText text, ReportPart.Gantt gantt) {
        Duration total = gantt.bars().stream()
                .flatMap(bar -> Stream.of(bar.planned(), bar.actual()))
                .flatMap(Optional::stream)
                .map(Span::end)
                .max(Duration::compareTo)
                .filter(Duration::isPositive)
                .orElse(Duration.ofSeconds(1));
        for (Bar bar : gantt.bars()) {
            Label name = new Label(bar.label());
            name.setMinWidth(NAMES);
            name.setPrefWidth(NAMES);
            name.setMaxWidth(NAMES);
            Lane lane = new Lane(bar, total);
            HBox.setHgrow(lane, Priority.ALWAYS);
            Label took = new Label(bar.actual()
                    .map(span -> text.duration(span.end().minus(span.begin())))
                    .orElseGet(() -> text.say(bar.state().word())));
            took.getStyleClass().add("text-muted");
            took.setMinWidth(FIGURES);
            took.setAlignment(Pos.CENTER_RIGHT);
            HBox row = new HBox(8, name, lane, took);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinHeight(ROW);
            getChildren().add(row);
        }
        Label end = new Label(text.duration(total));
        end.getStyleClass().add("text-muted");
        HBox axis = new HBox(end);
        axis.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(axis);
    }

    /** The bars of one row. */
    private static final class Lane extends Pane {
        private final Bar bar;
        private final Duration total;
        private final Region planned = part("run-planned");
        private final Region actual = part("run-restore");

        Lane(Bar bar, Duration total) {
            this.bar = bar;
            this.total = total;
            setMinHeight(ROW);
            planned.setVisible(bar.planned().isPresent());
            actual.setVisible(bar.actual().isPresent());
            actual.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(
                            switch (bar.state().severity()) {
                                case OK -> "good";
                                case WARNING -> "warning";
                                case FAILED -> "bad";
                                case NONE -> "working";
                            }),
                    true);
            getChildren().addAll(planned, actual);
        }

        private static Region part(String style) {
            Region part = new Region();
            part.getStyleClass().add(style);
            part.setManaged(false);
            return part;
        }

        @Override
        protected void layoutChildren() {
            bar.planned().ifPresent(span -> place(planned, span, BAR + 4));
            bar.actual().ifPresent(span -> place(actual, span, BAR));
        }

        private void place(Region part, Span span, double height) {
            double scale = getWidth() / total.toMillis();
            double from = snapPositionX(span.begin().toMillis() * scale);
            double to = snapPositionX(span.end().toMillis() * scale);
            part.resizeRelocate(from, snapPositionY((getHeight() - height) / 2), Math.max(2, to - from), height);
        }
    }
}
