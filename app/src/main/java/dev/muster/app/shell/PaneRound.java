package dev.muster.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeView;

/** Leads the keyboard from pane to pane: to the list in each, or else to the first thing there that takes it. */
final class PaneRound {
    private final Scene scene;
    private final List<Node> panes;

    PaneRound(Scene scene, List<Node> panes) {
        this.scene = scene;
        this.panes = List.copyOf(panes);
    }

    /** Goes so many panes on; hidden ones are passed over. */
    void go(int steps) {
        int now = 0;
        for (int i = 0; i < panes.size(); i++) {
            if (isIn(panes.get(i), scene.getFocusOwner())) {
                now = i;
            }
        }
        for (int tried = 1; tried <= panes.size(); tried++) {
            Optional<Node> target = target(panes.get(Math.floorMod(now + tried * steps, panes.size())));
            if (target.isPresent()) {
                target.get().requestFocus();
                return;
            }
        }
    }

    private Optional<Node> target(Node pane) {
        if (!isIn(scene.getRoot(), pane)) {
            return Optional.empty();
        }
        List<Node> takers = all(pane)
                .filter(node -> node.isFocusTraversable() && !node.isDisabled() && node.isVisible())
                .toList();
        return takers.stream()
                .filter(node -> node instanceof TableView<?> || node instanceof TreeView<?>)
                .findFirst()
                .or(() -> takers.stream().findFirst());
    }

    private static boolean isIn(Node pane, Node node) {
        return Stream.iterate(node, each -> each != null, each -> each.getParent())
                .anyMatch(pane::equals);
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(PaneRound::all))
                : Stream.of(node);
    }
}
