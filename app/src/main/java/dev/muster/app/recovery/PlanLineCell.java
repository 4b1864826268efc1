package dev.muster.app.recovery;

import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A line of the editor: a tier's head, an item with its gates and its bar, or a network. */
final class PlanLineCell extends ListCell<PlanLine> {
    /** The part of the width that the bars have. */
    static final double BARS = 0.5;

    private static final int SHORT_NAME = 18;
    private static final double LONG_NAME_WIDTH = 120;
    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");

    private final Texts texts;
    private final RecoveryWords words;
    private final PlanEditorViewModel model;
    private final ForecastIndex index;
    private final BarAxis axis;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final Label time = new Label();
    private final StateLabel fault = new StateLabel();
    private final BarPane bars = new BarPane();
    private final HBox left;
    private final HBox node;
    private final Tooltip whole = new Tooltip();

    PlanLineCell(Texts texts, PlanEditorViewModel model, ForecastIndex index, BarAxis axis) {
        this.texts = texts;
        this.words = new RecoveryWords(texts);
        this.model = model;
        this.index = index;
        this.axis = axis;
        facts.getStyleClass().add("text-muted");
        time.getStyleClass().add("text-muted");
        facts.setMinWidth(0);
        time.setMinWidth(Region.USE_PREF_SIZE);
        fault.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        left = new HBox(8, name, facts, gap, fault, time);
        left.setAlignment(Pos.CENTER_LEFT);
        left.setMinWidth(0);
        node = new HBox(8, left, bars);
        node.setAlignment(Pos.CENTER_LEFT);
        node.setFillHeight(true);
        getStyleClass().add("plan-line");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable PlanLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        setAccessibleText("");
        setTooltip(null);
        boolean shown = !empty && line != null;
        pseudoClassStateChanged(HEAD, shown && !(line instanceof PlanLine.OfItem));
        setGraphic(shown ? node : null);
        if (shown && line != null) {
            fill(line);
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        bars.setPrefWidth(width * BARS);
        bars.setMinWidth(width * BARS);
        left.setPrefWidth(width * (1 - BARS) - 8);
        left.setMaxWidth(width * (1 - BARS) - 8);
        super.layoutChildren();
        if (getItem() instanceof PlanLine.OfItem && getGraphic() != null) {
            double begin = getLayoutX() + snappedLeftInset() + bars.getLayoutX();
            axis.fit(begin, begin + width * BARS);
        }
    }

    /** Shows the faults and the bar as they are now. */
    void again() {
        Optional.ofNullable(getItem()).filter(line -> !isEmpty()).ifPresent(this::fill);
    }

    private void fill(PlanLine line) {
        switch (line) {
            case PlanLine.OfTier of -> {
                name.setText(of.value().name());
                facts.setText(texts.get(
                        "recovery.line.tier",
                        of.value().items().size(),
                        of.value().limit()));
            }
            case PlanLine.OfItem of -> {
                name.setText(of.value().key());
                facts.setText(facts(of.value()));
            }
            case PlanLine.OfNetwork of -> {
                name.setText(texts.get("recovery.line.network", of.value().name()));
                facts.setText(of.value().subnet());
            }
        }
        // what a machine is called is read before what is said of it
        name.setMinWidth(name.getText().length() <= SHORT_NAME ? Region.USE_PREF_SIZE : LONG_NAME_WIDTH);
        List<PlanFault> found = model.faults(line);
        fault.setVisible(!found.isEmpty());
        fault.setManaged(!found.isEmpty());
        if (!found.isEmpty()) {
            fault.show(StateLabel.Tone.BAD, words.faults(found.size()));
        }
        Optional<Bar> bar = line.key().flatMap(index::bar);
        time.setText(bar.map(one -> words.time(one.met())).orElse(""));
        Duration total = model.forecast().total();
        bars.show(bar, total, line.key().filter(index::isCritical).isPresent());
        String told = found.stream().map(one -> texts.say(one.text())).collect(Collectors.joining("\n"));
        String waited = bar.map(one -> words.wait(one.waitedFor())).orElse("");
        whole.setText(List.of(name.getText() + "  " + facts.getText(), waited, told).stream()
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n")));
        setTooltip(whole);
        setAccessibleText(String.join(", ", name.getText(), facts.getText(), time.getText(), waited, told));
    }

    private String facts(PlanItem item) {
        String needs = item.needs().isEmpty() ? "" : texts.get("recovery.line.needs", String.join(", ", item.needs()));
        String what = switch (item) {
            case PlanMachine machine ->
                machine.readiness().gates().stream().map(Gate::text).collect(Collectors.joining(" "));
            case PlanPrompt prompt -> texts.get("recovery.line.prompt", prompt.text());
        };
        return List.of(what, needs).stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
    }
}
