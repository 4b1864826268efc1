package dev.muster.app.shell;

import dev.muster.app.shell.TreeGroups.Member;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
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
    private static final int FEW = 100;

    private final Supplier<NavigableSet<Member>> members;
    private final Function<Member, TreeNode> node;
    private final List<Member> shown = new ArrayList<>();
    private final Map<VmId, TreeItem<TreeLine>> lines = new HashMap<>();

    TreeGroupItem(TreeNode group, Supplier<NavigableSet<Member>> members, Function<Member, TreeNode> node) {
        super(new TreeLine(group));
        this.members = members;
        this.node = node;
        expandedProperty().addListener((of, was, is) -> sync());
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

    /** Has lines for exactly the VMs that are in the group now, or none where it is closed. */
    void sync() {
        if (!isExpanded()) {
            shown.clear();
            lines.clear();
            getChildren().clear();
            return;
        }
        List<Integer> gone = new ArrayList<>();
        Map<Integer, Member> come = new HashMap<>();
        compare(gone, come);
        if (gone.size() + come.size() > FEW) {
            replace();
            return;
        }
        for (int place : gone.reversed()) {
            lines.remove(shown.remove(place).id());
            getChildren().remove(place);
        }
        come.keySet().stream().sorted().forEach(place -> {
            Member member = come.get(place);
            if (member != null) {
                shown.add(place, member);
                getChildren().add(place, make(member));
            }
        });
    }

    /** Both sides are in the same order: one walk finds which lines go, by their places before, and which come, by those after. */
    private void compare(List<Integer> gone, Map<Integer, Member> come) {
        int old = 0;
        int place = 0;
        for (Member member : members.get()) {
            while (old < shown.size() && shown.get(old).compareTo(member) < 0) {
                gone.add(old++);
            }
            if (old < shown.size() && shown.get(old).compareTo(member) == 0) {
                old++;
            } else {
                come.put(place, member);
            }
            place++;
        }
        while (old < shown.size()) {
            gone.add(old++);
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
