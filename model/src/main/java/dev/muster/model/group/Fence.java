package dev.muster.model.group;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.util.List;

/**
 * A VM that was fenced because a restored one took its place: it is off, does not start at boot, is plugged into no network and has
 * another name.
 *
 * @param id the VM
 * @param name the name it had
 * @param autostart whether it started at boot
 * @param unplugged MAC addresses of its interfaces whose link was up
 * @param set what was restored
 * @param at when
 */
public record Fence(VmId id, String name, boolean autostart, List<String> unplugged, SetId set, Instant at)
        implements LiveObject {
    public Fence {
        unplugged = List.copyOf(unplugged);
    }

    /** The tag a fenced VM has; it is a member of no group. */
    public static final String TAG = "fenced";

    /** Whether a VM was put aside. */
    public static boolean isFenced(Vm vm) {
        return vm.tags().contains(TAG);
    }

    /** The name a fenced VM has. */
    public static String fenced(String name) {
        return name + ".fenced";
    }
}
