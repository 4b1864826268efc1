package dev.muster.bridge.inventory;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.network.NetworkSpec;

/**
 * What somebody may name of a host beside the VMs, networks and pools on it. Every way to the same effect asks here: who may
 * not plug a VM into a bridge does not get there by making a network of it either.
 *
 * @param role whose reach it is
 */
public record Reach(Role role) {
    /** The reach of who asks. */
    public static Reach of(Principal by) {
        return new Reach(by.role());
    }

    /** Whether any file of the host may be named; else those in its pools alone, with all they lie upon. */
    public boolean anyPath() {
        return role.includes(Role.ADMINISTRATOR);
    }

    /** Whether what others made may be ended, such as their uploads. */
    public boolean others() {
        return role.includes(Role.ADMINISTRATOR);
    }

    /** {@code NOT_ALLOWED} for who may not put VMs onto the bridges and VLANs of a host. */
    public void requireBridge() {
        if (!bridges()) {
            throw refused("Only administrators plug VMs into bridges of the host.");
        }
    }

    /** {@code NOT_ALLOWED} for a new network that leads onto a bridge or VLAN of the host. */
    public void require(NetworkSpec wanted) {
        if (wanted.mode().isBridged() && !bridges()) {
            throw refused("Only administrators make networks of bridges and VLANs of the host.");
        }
    }

    /** {@code NOT_ALLOWED} for a change of where a network leads to: its mode, its bridge, its VLANs. */
    public void require(NetworkSpec before, NetworkSpec wanted) {
        boolean elsewhere = before.mode() != wanted.mode()
                || (before.mode().isBridged() && !before.bridge().equals(wanted.bridge()))
                || !before.portgroups().equals(wanted.portgroups());
        if (elsewhere && !bridges()) {
            throw refused("Only administrators change the mode, bridge or VLANs of a network.");
        }
    }

    private boolean bridges() {
        return role.includes(Role.ADMINISTRATOR);
    }

    private static MusterException refused(String what) {
        return Problem.of(
                        ErrorCode.NOT_ALLOWED,
                        what,
                        "Nothing was changed.",
                        "Use a network that is there, or ask an administrator.")
                .toException();
    }
}
