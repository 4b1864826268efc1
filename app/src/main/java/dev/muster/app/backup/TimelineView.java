package dev.muster.app.backup;

import dev.muster.app.backup.TimelineViewModel.Lane;
import dev.muster.app.backup.TimelineViewModel.Mark;
import dev.muster.app.backup.TimelineViewModel.Picture;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;

/**
 * Restore points on a time axis, a lane for each repository: a square is a full point, a ring an incremental one, a line joins
 * those that lie upon each other, and the bar above is as high as what was stored. The whole is one stop of the Tab key; arrow
 * keys, Home and End choose.
 */
final class TimelineView extends Region {
    private static final PseudoClass NEEDED = PseudoClass.getPseudoClass("needed");
    private static final double SIDE = 24;
    private static final double NAME = 16;
    private static final double LEAST_BARS = 28;
    private static final double MOST_BARS = 112;
    private static final double AXIS = 24;
    private static final double TICK = 88;

    /** The line from a point to the one it lies upon. */
    private record Link(Line line, int lane, Mark from, Mark to) {}

    /** One mark of the axis. */
    private record Scale(Line line, Label label, Instant at) {}

    private final TimelineViewModel model;
    private final Texts texts;
    private final BackupWords words;
    private final List<List<TimelineMark>> lanes = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private final List<Line> bases = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Scale> scales = new ArrayList<>();
    private final Line now = new Line();
    private final Label nowLabel = new Label();
    private double ticked = -1;

    TimelineView(String id, TimelineViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.words = new BackupWords(texts);
        setId(id);
        getStyleClass().add("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleRoleDescription(texts.get("backup.timeline"));
        setAccessibleHelp(texts.get("backup.timeline.help"));
        now.getStyleClass().add("timeline-now");
        nowLabel.setText(texts.get("backup.now"));
        nowLabel.getStyleClass().add("timeline-label");
        setOnMousePressed(event -> {
            requestFocus();
            // a scroll pane around it would take the keyboard
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.pictureProperty().addListener((observable, oldValue, newValue) -> build(newValue));
        model.chosenProperty().addListener((observable, oldValue, newValue) -> choose());
        build(model.pictureProperty().get());
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> model.step(-1);
            case RIGHT -> model.step(1);
            case UP -> model.lane(-1);
            case DOWN -> model.lane(1);
            case HOME -> model.end(false);
            case END -> model.end(true);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void build(Picture picture) {
        lanes.clear();
        names.clear();
        bases.clear();
        links.clear();
        for (Lane lane : picture.lanes()) {
            build(lane);
        }
        List<Node> nodes = new ArrayList<>(bases);
        links.forEach(link -> nodes.add(link.line()));
        nodes.add(now);
        nodes.addAll(names);
        nodes.add(nowLabel);
        lanes.forEach(nodes::addAll);
        getChildren().setAll(nodes);
        scales.clear();
        ticked = -1;
        choose();
        requestLayout();
    }

    private void build(Lane lane) {
        Label name = new Label(lane.repository().text());
        name.getStyleClass().add("timeline-name");
        names.add(name);
        Line base = new Line();
        base.getStyleClass().add("timeline-base");
        bases.add(base);
        List<TimelineMark> marks = new ArrayList<>();
        for (Mark mark : lane.marks()) {
            TimelineMark node = new TimelineMark(mark, words.line(mark.point()));
            node.setOnMousePressed(event -> {
                model.choose(mark.point());
            });
            marks.add(node);
            mark.point()
                    .manifest()
                    .parent()
                    .flatMap(parent -> named(lane, parent))
                    .ifPresent(parent -> {
                        Line line = new Line();
                        line.getStyleClass().add("timeline-link");
                        links.add(new Link(line, lanes.size(), parent, mark));
                    });
        }
        lanes.add(marks);
    }

    private static Optional<Mark> named(Lane lane, String name) {
        return lane.marks().stream()
                .filter(mark -> mark.point().id().name().equals(name))
                .findFirst();
    }

    private void choose() {
        Optional<Point> chosen = model.chosenProperty().get();
        Set<PointId> needed = model.chain().map(Chain::points).orElse(List.of()).stream()
                .map(Point::id)
                .collect(Collectors.toSet());
        lanes.forEach(marks -> marks.forEach(mark -> mark.show(
                chosen.filter(mark.mark().point()::equals).isPresent(),
                needed.contains(mark.mark().point().id()))));
        links.forEach(link -> link.line()
                .pseudoClassStateChanged(
                        NEEDED, needed.contains(link.to().point().id())));
        setAccessibleText(chosen.map(point -> texts.get(
                        "backup.timeline.chosen",
                        model.points().indexOf(point) + 1,
                        model.points().size(),
                        words.line(point)))
                .orElseGet(() -> texts.get("backup.timeline")));
    }

    private double laneHeight(double bars) {
        return (lanes.size() > 1 ? NAME : 0) + bars + TimelineMark.MARKS;
    }

    /** Bars take what room there is, within reason. */
    private double bars() {
        double lane = (getHeight() - 8 - AXIS) / Math.max(1, lanes.size());
        return Math.clamp(Math.floor(lane - laneHeight(0)), LEAST_BARS, MOST_BARS);
    }

    @Override
    protected double computePrefHeight(double width) {
        return snapSizeY(8 + Math.max(1, lanes.size()) * laneHeight(LEAST_BARS) + AXIS);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 160;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double bars = bars();
        double height = laneHeight(bars);
        double bottom = 8 + Math.max(1, lanes.size()) * height;
        scale(width, bottom);
        for (int lane = 0; lane < lanes.size(); lane++) {
            double top = 8 + lane * height;
            Label name = names.get(lane);
            name.setVisible(lanes.size() > 1);
            name.resizeRelocate(SIDE - 8, top, Math.max(0, width - 2 * SIDE), NAME);
            double middle = top + height - TimelineMark.MARKS / 2;
            line(bases.get(lane), SIDE, middle, width - SIDE, middle);
            for (TimelineMark mark : lanes.get(lane)) {
                mark.resizeRelocate(
                        Math.rint(x(mark.mark().at(), width) - TimelineMark.WIDTH / 2),
                        top + height - TimelineMark.MARKS - bars,
                        TimelineMark.WIDTH,
                        bars + TimelineMark.MARKS);
            }
        }
        for (Link link : links) {
            double middle = 8 + (link.lane() + 1) * height - TimelineMark.MARKS / 2;
            line(link.line(), x(link.from().at(), width), middle, x(link.to().at(), width), middle);
        }
        double end = Math.rint(x(1, width)) + 0.5;
        line(now, end, 4, end, bottom);
        nowLabel.autosize();
        nowLabel.relocate(Math.rint(end - nowLabel.getWidth() / 2), bottom + 4);
    }

    private static void line(Line line, double x, double y, double toX, double toY) {
        line.setStartX(x);
        line.setStartY(y);
        line.setEndX(toX);
        line.setEndY(toY);
    }

    private static double x(double at, double width) {
        return SIDE + at * Math.max(1, width - 2 * SIDE);
    }

    /** Marks the axis anew where it became wider or narrower. */
    private void scale(double width, double bottom) {
        if (Math.abs(width - ticked) > 0.5) {
            ticked = width;
            scales.forEach(scale -> getChildren().removeAll(scale.line(), scale.label()));
            scales.clear();
            Picture picture = model.pictureProperty().get();
            int most = (int) Math.max(1, (width - 2 * SIDE) / TICK);
            for (TimeAxis.Tick tick :
                    TimeAxis.ticks(picture.from(), picture.to(), most, ZoneId.systemDefault(), texts.locale())) {
                Line line = new Line();
                line.getStyleClass().add("timeline-tick");
                Label label = new Label(tick.label());
                label.getStyleClass().add("timeline-label");
                scales.add(new Scale(line, label, tick.at()));
                getChildren().add(0, line);
                getChildren().add(label);
                label.applyCss();
            }
        }
        Picture picture = model.pictureProperty().get();
        double span = Math.max(1, Duration.between(picture.from(), picture.to()).toMillis());
        nowLabel.autosize();
        double until = x(1, width) - nowLabel.getWidth() / 2 - 8;
        for (Scale scale : scales) {
            double x = Math.rint(x(Duration.between(picture.from(), scale.at()).toMillis() / span, width)) + 0.5;
            line(scale.line(), x, 4, x, bottom);
            scale.label().autosize();
            double left = Math.rint(x - scale.label().getWidth() / 2);
            scale.label().relocate(left, bottom + 4);
            scale.label().setVisible(left + scale.label().getWidth() <= until && left >= 0);
        }
    }
}
