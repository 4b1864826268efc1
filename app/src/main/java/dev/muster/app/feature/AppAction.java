package dev.muster.app.feature;

import dev.muster.icons.Icon;
import dev.muster.model.inventory.Vm;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.KeyCombination;

/**
 * Something the operator can do, in every place it can be done from: tool bar, context menu, palette and keyboard.
 *
 * @param id the same in every language, such as {@code vm.start}
 * @param about what it is done to
 * @param group where it stands in menus
 * @param inBar whether the tool bar has a button for it
 * @param icon its icon
 * @param keys the keys that do the same
 * @param label what it is called, given what it would be done to
 * @param refusal why it cannot be done now, one sentence; empty when it can
 * @param work does it
 */
public record AppAction(
        String id,
        About about,
        Group group,
        boolean inBar,
        Icon icon,
        Optional<KeyCombination> keys,
        Function<List<Vm>, String> label,
        Function<List<Vm>, Optional<String>> refusal,
        Consumer<List<Vm>> work) {

    /** What an action is done to. */
    public enum About {
        /** The VMs that are chosen: it is in the context menu of VMs, and its keys count where VMs are shown. */
        VMS,
        /** Nothing in particular: it is in the palette, and its keys count everywhere. */
        NOTHING
    }

    /** Groups of a menu, in their order, separated by a line. */
    public enum Group {
        POWER,
        MANAGE,
        DESTRUCTIVE
    }

    /** An action on VMs, in menu and palette. */
    public static AppAction onVms(
            String id,
            Icon icon,
            Function<List<Vm>, String> label,
            Function<List<Vm>, Optional<String>> refusal,
            Consumer<List<Vm>> work) {
        return new AppAction(id, About.VMS, Group.MANAGE, false, icon, Optional.empty(), label, refusal, work);
    }

    /** An action that is not about VMs, in the palette. */
    public static AppAction general(
            String id, Icon icon, String label, Function<List<Vm>, Optional<String>> refusal, Runnable work) {
        return new AppAction(
                id,
                About.NOTHING,
                Group.MANAGE,
                false,
                icon,
                Optional.empty(),
                vms -> label,
                refusal,
                vms -> work.run());
    }

    /** The same with keys. */
    public AppAction withKeys(KeyCombination combination) {
        return new AppAction(id, about, group, inBar, icon, Optional.of(combination), label, refusal, work);
    }

    /** The same in another group. */
    public AppAction in(Group other) {
        return new AppAction(id, about, other, inBar, icon, keys, label, refusal, work);
    }

    /** The same with a button in the tool bar. */
    public AppAction withButton() {
        return new AppAction(id, about, group, true, icon, keys, label, refusal, work);
    }

    /** Does it, unless it is refused. */
    public void run(List<Vm> vms) {
        if (refusal.apply(vms).isEmpty()) {
            work.accept(vms);
        }
    }

    /** The keys as they are shown; empty where there are none. */
    public String shownKeys() {
        return keys.map(KeyCombination::getDisplayText).orElse("");
    }

    /** The last part of its id, by which nodes are found. */
    public String word() {
        return id.substring(id.indexOf('.') + 1);
    }
}
