package dev.muster.app.shell;

import dev.muster.app.shell.TreeGroups.Member;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TreeItem;

/** A group in the tree. It has lines for its VMs only while it is open; those of VMs that stay are kept. */
final class TreeGroupItem extends TreeItem<TreeLine> {
    /** With more differences than this the lines are given to the tree all at once. */
    private static final int FEW = 3;

    private final Supplier<NavigableSet<Member>> members;
    private final Function<Member, TreeNode> node;
    private final List<Member> shown = new ArrayList<>();
    private final Map<VmId, TreeItem<TreeLine>> lines = new HashMap<>();

    TreeGroupItem(TreeNode group, Supplier<NavigableSet<Member>> members, Function<Member, TreeNode> node) {
        super(new TreeLine(group));
        this.members = members;
        this.node = node;
        expandedProperty().addListener((of, was, is) -> expanded(is));
    }

    /** It can be opened whenever it has VMs, though they have no lines yet. */
    @Override
    public boolean isLeaf() {
        return members.get().isEmpty();
    }

    /** The line of a VM, while it has one. */
    Optional<TreeItem<TreeLine>> line(VmId vm) {
        return Optional.ofNullable(lines.get(vm));
    }

    /** Takes over that these VMs came or went; nothing where the group is closed. */
    void update(Collection<Member> moved) {
        if (!isExpanded()) {
            return;
        }
        if (moved.size() > FEW) {
            replace();
            return;
        }
        for (Member member : moved) {
            int place = Collections.binarySearch(shown, member);
            boolean here = members.get().contains(member);
            if (here && place < 0) {
                shown.add(-place - 1, member);
                getChildren().add(-place - 1, make(member));
            } else if (!here && place >= 0) {
                lines.remove(shown.remove(place).id());
                getChildren().remove(place);
            }
        }
    }

    private void expanded(boolean open) {
        if (open) {
            replace();
        } else {
            shown.clear();
            lines.clear();
            getChildren().clear();
        }
    }

    private void replace() {
        Map<VmId, TreeItem<TreeLine>> before = new HashMap<>(lines);
        shown.clear();
        lines.clear();
        List<TreeItem<TreeLine>> now = new ArrayList<>();
        for (Member member : members.get()) {
            TreeItem<TreeLine> kept = before.get(member.id());
            if (kept == null) {
                kept = make(member);
            } else {
                kept.getValue().show(node.apply(member));
                lines.put(member.id(), kept);
            }
            shown.add(member);
            now.add(kept);
        }
        getChildren().setAll(now);
    }

    private TreeItem<TreeLine> make(Member member) {
        TreeItem<TreeLine> made = new TreeItem<>(new TreeLine(node.apply(member)));
        lines.put(member.id(), made);
        return made;
    }
}
