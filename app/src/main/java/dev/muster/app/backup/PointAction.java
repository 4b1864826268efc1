package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.KeyCombination;

/**
 * Something that can be done with a restore point: a button, an entry of the menu and keys.
 *
 * @param id the same in every language, such as {@code backup-copy}; the id of its button
 * @param label what it is called
 * @param danger whether something is lost by it
 * @param keys the keys that do the same while the timeline has the keyboard
 * @param refusal why it cannot be done with that point now, one sentence; empty where it can
 * @param work does it
 */
record PointAction(
        String id,
        String label,
        boolean danger,
        Optional<KeyCombination> keys,
        Function<Point, Optional<String>> refusal,
        Consumer<Point> work) {

    /** Does it, unless it is refused. */
    void run(Point point) {
        if (refusal.apply(point).isEmpty()) {
            work.accept(point);
        }
    }
}
