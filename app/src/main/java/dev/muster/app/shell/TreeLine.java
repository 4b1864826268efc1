package dev.muster.app.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One line of the tree: the same object for as long as the thing is there, so that only its own cell hears of a change. */
final class TreeLine {
    private final ReadOnlyObjectWrapper<TreeNode> node;

    TreeLine(TreeNode node) {
        this.node = new ReadOnlyObjectWrapper<>(node);
    }

    /** What it shows. */
    TreeNode node() {
        return node.get();
    }

    /** What it shows, to listen to. */
    ReadOnlyObjectProperty<TreeNode> nodeProperty() {
        return node.getReadOnlyProperty();
    }

    /** Shows something else from now on. */
    void show(TreeNode now) {
        if (!now.equals(node.get())) {
            node.set(now);
        }
    }

    @Override
    public String toString() {
        return node.get().label();
    }
}
