package dev.muster.app.recovery.run;

import dev.muster.app.content.StateLabel;
import dev.muster.app.recovery.run.RunLine.Kind;
import java.time.Instant;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** One line of a run: state, name, reason, times, and what was planned and what was as bars. */
final class RunRow extends Pane {
    private static final PseudoClass TIER = PseudoClass.getPseudoClass("tier");
    private static final PseudoClass PHASE = PseudoClass.getPseudoClass("phase");
    private static final PseudoClass LATE = PseudoClass.getPseudoClass("late");
    private static final double PLANNED = 16;
    private static final double ACTUAL = 10;
    private static final double LEAST = 2;
    /** Items stand a little to the right of their tier. */
    private static final double INDENT = 16;

    private final RunWords words;
    private final StateLabel state = new StateLabel();
    private final Label title = new Label();
    private final Label because = new Label();
    private final Label took = new Label();
    private final Region planned = region("run-planned");
    private final Region restore = region("run-restore");
    private final Region boot = region("run-boot");
    private final Region now = region("run-now");
    private final Region objective = region("run-objective");
    private final Tooltip whole = new Tooltip();
    private Optional<RunLine> line = Optional.empty();
    private Optional<RunScale> scale = Optional.empty();

    RunRow(RunWords words) {
        this.words = words;
        getStyleClass().add("run-row");
        because.getStyleClass().add("text-muted");
        took.getStyleClass().add("run-took");
        title.getStyleClass().add("run-title");
        getChildren().addAll(objective, planned, restore, boot, now, state, title, because, took);
        Tooltip.install(this, whole);
    }

    private static Region region(String style) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setMouseTransparent(true);
        return region;
    }

    /** Shows that line. */
    void show(RunLine next, Optional<RunScale> at, Instant time) {
        line = Optional.of(next);
        scale = at;
        state.show(RunWords.tone(next.status()), words.status(next));
        title.setText(words.title(next));
        because.setText(words.because(next.because(), time));
        took.setText(words.took(next, time));
        String tip = title.getText() + (because.getText().isEmpty() ? "" : "\n" + because.getText());
        if (!tip.equals(whole.getText())) {
            whole.setText(tip);
        }
        pseudoClassStateChanged(TIER, next.kind() == Kind.TIER);
        pseudoClassStateChanged(PHASE, next.kind() == Kind.PHASE);
        boolean late = next.took(time)
                .flatMap(actual -> next.expected()
                        .map(plan -> actual.compareTo(plan.multipliedBy(3).dividedBy(2)) > 0))
                .orElse(false);
        took.pseudoClassStateChanged(LATE, late && next.kind() == Kind.MACHINE);
        for (StateLabel.Tone tone : StateLabel.Tone.values()) {
            PseudoClass of = PseudoClass.getPseudoClass(tone.name().toLowerCase(java.util.Locale.ROOT));
            boolean on = tone == RunWords.tone(next.status());
            restore.pseudoClassStateChanged(of, on);
            boot.pseudoClassStateChanged(of, on);
        }
        setAccessibleText(state.getText() + ", " + tip + ", " + took.getText());
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        RunColumns columns = RunColumns.of(getWidth());
        boolean phase = line.filter(one -> one.kind() == Kind.PHASE).isPresent();
        place(state, columns.state(), columns.title() - RunColumns.GAP);
        boolean wide = phase && because.getText().isEmpty();
        double indent = line.filter(one -> one.kind().isItem()).isPresent() ? INDENT : 0;
        place(title, columns.title() + indent, (wide ? columns.took() : columns.because()) - RunColumns.GAP);
        place(because, columns.because(), columns.took() - RunColumns.GAP);
        place(took, columns.took(), columns.chart() - RunColumns.GAP);
        took.relocate(columns.chart() - RunColumns.GAP - took.getWidth(), took.getLayoutY());
        double[] plan = scale.flatMap(at -> line.flatMap(at::planned)).orElse(new double[0]);
        bar(planned, columns, plan.length == 0 ? 0 : plan[0], plan.length == 0 ? 0 : plan[1], PLANNED, plan.length > 0);
        double[] actual = scale.flatMap(at -> line.flatMap(at::actual)).orElse(new double[0]);
        boolean begun = actual.length > 0;
        bar(restore, columns, begun ? actual[0] : 0, begun ? actual[1] : 0, ACTUAL, begun);
        bar(boot, columns, begun ? actual[1] : 0, begun ? actual[2] : 0, ACTUAL, begun && actual[2] > actual[1]);
        mark(now, columns, scale.filter(RunScale::going).map(at -> at.at(at.elapsed())));
        mark(objective, columns, scale.flatMap(at -> at.objective().map(at::at)));
    }

    private void mark(Region region, RunColumns columns, Optional<Double> at) {
        region.setVisible(at.isPresent());
        region.resizeRelocate(Math.rint(columns.chartAt(at.orElse(0.0))), 0, 1, getHeight());
    }

    private void bar(Region region, RunColumns columns, double from, double until, double height, boolean shown) {
        region.setVisible(shown);
        double x = Math.rint(columns.chartAt(from));
        double width = Math.max(LEAST, Math.rint(columns.chartAt(until)) - x);
        region.resizeRelocate(x, Math.floor((getHeight() - height) / 2), width, height);
    }

    private void place(Label label, double from, double until) {
        double height = label.prefHeight(-1);
        label.resizeRelocate(
                from,
                Math.floor((getHeight() - height) / 2),
                Math.max(0, Math.min(until - from, label.prefWidth(-1))),
                height);
    }
}
