package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The restore points of one VM on a time axis, and which of them is chosen. */
final class TimelineViewModel {
    /** A single point stands in the middle of so much time. */
    private static final Duration LEAST = Duration.ofHours(1);

    /**
     * One point.
     *
     * @param at where it stands, 0 for the beginning of the axis and 1 for its end
     * @param size how high its bar is, 0 to 1: the square root of its part of the most that any point stored, since a full point often
     *     stores a hundred times what the next one does
     */
    record Mark(Point point, double at, double size) {
        boolean isFull() {
            return point.manifest().parent().isEmpty();
        }
    }

    /** The points in one repository, the oldest first. */
    record Lane(RepositoryId repository, List<Mark> marks) {
        Lane {
            marks = List.copyOf(marks);
        }
    }

    /**
     * All of it.
     *
     * @param lanes by the names of the repositories
     * @param from where the axis begins
     * @param to where it ends: now
     * @param most the stored bytes of the largest point
     */
    record Picture(List<Lane> lanes, Instant from, Instant to, long most) {
        static final Picture EMPTY = new Picture(List.of(), Instant.EPOCH, Instant.EPOCH.plus(LEAST), 0);

        Picture {
            lanes = List.copyOf(lanes);
        }
    }

    private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(Picture.EMPTY);
    private final ReadOnlyObjectWrapper<Optional<Point>> chosen = new ReadOnlyObjectWrapper<>(Optional.empty());
    private List<Point> points = List.of();

    /** What is drawn. */
    ReadOnlyObjectProperty<Picture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** The point that is chosen. */
    ReadOnlyObjectProperty<Optional<Point>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The points, the oldest first. */
    List<Point> points() {
        return points;
    }

    /** The chain of the chosen point. */
    Optional<Chain> chain() {
        return chosen.get().map(point -> Chain.of(point, points));
    }

    /** Shows those points; the choice stays where its point is still there, and is the newest one otherwise. */
    void show(List<Point> all, Instant now) {
        points = all.stream()
                .sorted(Comparator.comparing((Point point) -> point.manifest().captured())
                        .thenComparing(point -> point.id().text()))
                .toList();
        picture.set(draw(now));
        Optional<PointId> before = chosen.get().map(Point::id);
        chosen.set(before.flatMap(this::find).or(this::newest));
    }

    /** Chooses a point. */
    void choose(Point point) {
        chosen.set(find(point.id()));
    }

    /** Chooses the point of that id, where it is there. */
    void choose(PointId id) {
        find(id).ifPresent(this::choose);
    }

    /** Chooses the point {@code by} further in time; the first or the last at the ends. */
    void step(int by) {
        if (!points.isEmpty()) {
            int at = chosen.get().map(points::indexOf).orElse(points.size() - 1);
            chosen.set(Optional.of(points.get(Math.clamp(at + by, 0, points.size() - 1))));
        }
    }

    /** Chooses the first point of all, or the newest. */
    void end(boolean newest) {
        step(newest ? points.size() : -points.size());
    }

    /** Chooses the nearest point in time in the lane {@code by} further down. */
    void lane(int by) {
        chosen.get().ifPresent(point -> {
            List<Lane> lanes = picture.get().lanes();
            int at = lanes.stream()
                    .map(Lane::repository)
                    .toList()
                    .indexOf(point.id().repository());
            Lane other = lanes.get(Math.clamp(at + by, 0, lanes.size() - 1));
            Instant when = point.manifest().captured();
            if (!other.repository().equals(point.id().repository())) {
                other.marks().stream()
                        .map(Mark::point)
                        .min(Comparator.comparing(
                                one -> Duration.between(when, one.manifest().captured())
                                        .abs()))
                        .ifPresent(this::choose);
            }
        });
    }

    private Optional<Point> find(PointId id) {
        return points.stream().filter(point -> point.id().equals(id)).findFirst();
    }

    private Optional<Point> newest() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
    }

    private Picture draw(Instant now) {
        if (points.isEmpty()) {
            return Picture.EMPTY;
        }
        Instant first = points.getFirst().manifest().captured();
        Instant last = points.getLast().manifest().captured();
        Instant to = last.isAfter(now) ? last : now;
        Instant from = Duration.between(first, to).compareTo(LEAST) < 0 ? to.minus(LEAST) : first;
        double span = Duration.between(from, to).toMillis();
        long most = points.stream()
                .mapToLong(point -> point.manifest().stored())
                .max()
                .orElse(0);
        Map<String, List<Point>> lanes = points.stream()
                .collect(Collectors.groupingBy(
                        point -> point.id().repository().text(), TreeMap::new, Collectors.toList()));
        return new Picture(
                lanes.values().stream()
                        .map(own -> new Lane(
                                own.getFirst().id().repository(),
                                own.stream()
                                        .map(point -> new Mark(
                                                point,
                                                Duration.between(
                                                                        from,
                                                                        point.manifest()
                                                                                .captured())
                                                                .toMillis()
                                                        / span,
                                                most == 0
                                                        ? 0
                                                        : Math.sqrt((double) point.manifest()
                                                                        .stored()
                                                                / most)))
                                        .toList()))
                        .toList(),
                from,
                to,
                most);
    }
}
