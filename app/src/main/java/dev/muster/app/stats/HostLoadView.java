package dev.muster.app.stats;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Which VM loads a host: the busiest, by what one chooses. Asks only while it is open. */
public final class HostLoadView extends TitledPane {

    private final Asks asks;
    private final Texts texts;
    private final Function<VmId, String> name;
    private final Consumer<VmId> onOpen;
    private final VBox rows = new VBox(4);
    private final Label total = new Label();
    private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(2), event -> refresh()));
    private Optional<HostId> host = Optional.empty();
    private Optional<StatsQuery.HostLoad> load = Optional.empty();
    private StatsFigure by = StatsFigure.CPU;

    /** Of no host yet. */
    public HostLoadView(Asks asks, Texts texts, Function<VmId, String> name, Consumer<VmId> onOpen) {
        this.asks = asks;
        this.texts = texts;
        this.name = name;
        this.onOpen = onOpen;
        setId("host-load");
        setText(texts.get("stats.load"));
        setAnimated(false);
        setExpanded(false);
        HBox bar = new HBox(4);
        bar.setAlignment(Pos.CENTER_LEFT);
        ToggleGroup group = new ToggleGroup();
        for (StatsFigure each : StatsFigure.values()) {
            ToggleButton button =
                    new ToggleButton(texts.get("stats." + each.name().toLowerCase(Locale.ROOT)));
            button.setId("host-load-" + each.name().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setSelected(each == by);
            button.setOnAction(event -> {
                button.setSelected(true);
                by = each;
                fill();
            });
            bar.getChildren().add(button);
        }
        total.getStyleClass().add("caption");
        bar.getChildren().add(total);
        setContent(new VBox(8, bar, rows));
        clock.setCycleCount(Animation.INDEFINITE);
        expandedProperty().addListener(observable -> activate());
        sceneProperty().addListener(observable -> activate());
    }

    /** Of that host, or of none. */
    public void show(Optional<HostId> now) {
        setVisible(now.isPresent());
        setManaged(now.isPresent());
        if (!now.equals(host)) {
            host = now;
            load = Optional.empty();
            fill();
        }
        activate();
    }

    private void activate() {
        if (host.isPresent() && isExpanded() && getScene() != null) {
            if (clock.getStatus() != Animation.Status.RUNNING) {
                refresh();
                clock.play();
            }
        } else {
            clock.stop();
        }
    }

    private void refresh() {
        host.ifPresent(of -> asks.ask(
                new StatsQuery.Load(of),
                answer -> {
                    if (host.equals(Optional.of(answer.host()))) {
                        load = Optional.of(answer);
                        fill();
                    }
                },
                problem -> total.setText(texts.say(problem.what()))));
    }

    private void fill() {
        List<StatsQuery.VmLoad> ranked = load.map(now -> Busiest.of(now, by)).orElse(List.of());
        if (ranked.isEmpty()) {
            total.setText("");
            boolean measured =
                    load.filter(now -> now.at().isAfter(Instant.EPOCH)).isPresent();
            rows.getChildren().setAll(new Label(texts.get(measured ? "stats.load.silent" : "stats.loading")));
            return;
        }
        total.setText(texts.get(
                "stats.load.total",
                text(by.of(load.orElseThrow().total())),
                load.orElseThrow().vms().size()));
        double most = Math.max(1e-9, by.of(ranked.getFirst().usage()));
        // Who has come to one of the VMs by keyboard stays there while the figures go on.
        Optional<Object> at = rows.getChildren().stream()
                .filter(HostLoadView::holdsFocus)
                .map(Node::getUserData)
                .findFirst();
        rows.getChildren().setAll(ranked.stream().map(each -> row(each, most)).toList());
        at.ifPresent(vm -> rows.getChildren().stream()
                .filter(row -> vm.equals(row.getUserData()))
                .findFirst()
                .or(() -> rows.getChildren().stream().findFirst())
                .ifPresent(row -> ((Pane) row).getChildren().getFirst().requestFocus()));
    }

    private static boolean holdsFocus(Node row) {
        return row.getUserData() != null
                && row instanceof Pane pane
                && pane.getChildren().stream().anyMatch(Node::isFocused);
    }

    private HBox row(StatsQuery.VmLoad each, double most) {
        double value = by.of(each.usage());
        Hyperlink link = new Hyperlink(name.apply(each.vm()));
        link.setPrefWidth(220);
        link.setMinWidth(160);
        link.setOnAction(event -> onOpen.accept(each.vm()));
        ProgressBar bar = new ProgressBar(value / most);
        bar.getStyleClass().add("load-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label figure = new Label(text(value));
        figure.setMinWidth(96);
        figure.setAlignment(Pos.CENTER_RIGHT);
        bar.setAccessibleText(link.getText() + " " + figure.getText());
        HBox row = new HBox(8, link, bar, figure);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setUserData(each.vm());
        return row;
    }

    private String text(double value) {
        if (value < 0) {
            return texts.get("stats.missing");
        }
        return FigureWords.text(by, value, texts.locale());
    }
}
