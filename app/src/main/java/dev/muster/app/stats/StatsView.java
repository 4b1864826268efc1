package dev.muster.app.stats;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.Vm;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** How busy one VM was: four charts over the same time. Asks and draws only while it is seen. */
public final class StatsView {
    /** After so many answers without a figure, of one every 2 s, none is to be expected. */
    private static final int PATIENCE = 10;

    private final Asks asks;
    private final Supplier<Vm> vm;
    private final Texts texts;
    private final Label note = new Label();
    private final BorderPane root = new BorderPane();
    private final Timeline clock;
    private final Chart cpu;
    private final Chart memory;
    private final Chart disk;
    private final Chart network;
    private StatsRange range = StatsRange.TEN_MINUTES;
    private Optional<StatsQuery.VmHistory> shown = Optional.empty();
    private int asked;
    private boolean asking;
    private int emptyAnswers;

    /** The charts of a VM; nothing is asked before {@link #setActive}. */
    public StatsView(Asks asks, Supplier<Vm> vm, Texts texts) {
        this.asks = asks;
        this.vm = vm;
        this.texts = texts;
        this.clock = new Timeline(new KeyFrame(Duration.seconds(2), event -> refresh()));
        clock.setCycleCount(Animation.INDEFINITE);
        Locale locale = texts.locale();
        this.cpu = chart("cpu", List.of(texts.get("stats.used")), false, value -> percent(value));
        this.memory = chart(
                "memory",
                List.of(texts.get("stats.resident"), texts.get("stats.given")),
                true,
                value -> Amounts.bytes(Math.round(value), locale));
        this.disk = chart("disk", List.of(texts.get("stats.read"), texts.get("stats.written")), true, this::rate);
        this.network =
                chart("network", List.of(texts.get("stats.received"), texts.get("stats.sent")), true, this::rate);
        build();
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Whether it is seen. */
    public void setActive(boolean active) {
        if (active) {
            refresh();
            clock.play();
        } else {
            clock.stop();
        }
    }

    private void build() {
        root.setId("stats-view");
        ToggleGroup group = new ToggleGroup();
        HBox bar = new HBox(4);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("stats-bar");
        for (StatsRange each : StatsRange.values()) {
            ToggleButton button = new ToggleButton(texts.get("stats.range." + each.name()));
            button.setId("stats-range-" + each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            button.setToggleGroup(group);
            button.setSelected(each == range);
            button.setOnAction(event -> {
                button.setSelected(true);
                range = each;
                asking = false;
                refresh();
            });
            bar.getChildren().add(button);
        }
        note.setId("stats-note");
        note.getStyleClass().add("caption");
        note.setText(texts.get("stats.loading"));
        bar.getChildren().add(note);
        VBox charts = new VBox(24, cpu, memory, disk, network);
        charts.getStyleClass().add("stats-charts");
        List<Chart> all = List.of(cpu, memory, disk, network);
        all.forEach(chart -> chart.setOnCursor(at -> all.forEach(other -> other.point(at))));
        ScrollPane scroll = new ScrollPane(charts);
        scroll.setFitToWidth(true);
        root.setTop(bar);
        root.setCenter(scroll);
    }

    private Chart chart(
            String id, List<String> names, boolean binary, java.util.function.DoubleFunction<String> format) {
        return new Chart(
                "stats-" + id,
                texts.get("stats." + id),
                names,
                binary,
                format,
                this::moment,
                texts.get("stats.missing"));
    }

    private void refresh() {
        if (asking) {
            return;
        }
        asking = true;
        int number = ++asked;
        asks.ask(
                new StatsQuery.History(vm.get().id(), range),
                history -> {
                    if (number == asked) {
                        asking = false;
                        show(history);
                    }
                },
                problem -> {
                    if (number == asked) {
                        asking = false;
                        note.setText(texts.say(problem.what()));
                    }
                });
    }

    /** Shows what was. */
    void show(StatsQuery.VmHistory history) {
        shown = Optional.of(history);
        Vm now = vm.get();
        cpu.show(model(history, 100.0 * now.vcpus(), List.of(VmUsage::cpuPercent)));
        memory.show(model(history, (double) now.memoryBytes(), List.of(VmUsage::residentBytes, VmUsage::memoryBytes)));
        disk.show(model(history, 1024, List.of(VmUsage::diskReadRate, VmUsage::diskWriteRate)));
        network.show(model(history, 1024, List.of(VmUsage::receiveRate, VmUsage::sendRate)));
        boolean empty = history.usage().stream().allMatch(VmUsage.UNKNOWN::equals);
        boolean waits = empty && now.state().isActive();
        emptyAnswers = waits ? emptyAnswers + 1 : 0;
        note.setText(
                empty
                        ? texts.get(
                                waits
                                        ? emptyAnswers > PATIENCE ? "stats.none.silent" : "stats.none.yet"
                                        : "stats.none.off")
                        : texts.get("stats.since", Times.full(history.since(), texts.locale())));
    }

    private static ChartModel model(
            StatsQuery.VmHistory history, double least, List<Function<VmUsage, Double>> figures) {
        return new ChartModel(
                figures.stream()
                        .map(figure -> history.usage().stream().map(figure).toList())
                        .toList(),
                least);
    }

    private String moment(int step) {
        return shown.map(history -> Times.full(
                        history.end()
                                .minus(history.range()
                                        .step()
                                        .multipliedBy(history.usage().size() - 1L - step)),
                        texts.locale()))
                .orElse("");
    }

    private String rate(double value) {
        return Amounts.bytes(Math.round(value), texts.locale()) + "/s";
    }

    private String percent(double value) {
        return String.format(texts.locale(), value < 10 ? "%.1f %%" : "%.0f %%", value);
    }
}
