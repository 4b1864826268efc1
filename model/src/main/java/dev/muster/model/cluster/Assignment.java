package dev.muster.model.cluster;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which function a VM has, by its identifier.
 *
 * @param id the identifier
 * @param cluster the cluster
 * @param function the function, from its next boot
 * @param vm the VM, as it was made or found
 * @param name the VM's name
 * @param mac address of the NIC it boots from, lower case
 * @param state what it is worth
 * @param once the function of the next boot alone; empty for none
 * @param booted the function it last booted; empty when it did not yet
 * @param installed whether its installer said that it is done
 * @param made whether the VM was made for the cluster, and goes with it
 * @param history what became of it, the newest last
 */
public record Assignment(
        Identifier id,
        ClusterId cluster,
        String function,
        VmId vm,
        String name,
        String mac,
        State state,
        Optional<String> once,
        String booted,
        boolean installed,
        boolean made,
        List<Change> history)
        implements LiveObject {
    private static final int REMEMBERED = 100;

    /** What an assignment is worth. */
    public enum State {
        /** The VM gets its function. */
        ACTIVE,
        /** The VM was taken out; its requests are refused. */
        REVOKED
    }

    /**
     * One change of it.
     *
     * @param at when
     * @param function the function from then on
     * @param by who did it
     * @param what what was done, in words
     */
    public record Change(Instant at, String function, String by, String what) {}

    public Assignment {
        history = List.copyOf(history);
    }

    /** Whether the VM runs another function than it is to have. */
    public boolean isRestartToApply() {
        return state == State.ACTIVE && !booted.isEmpty() && !booted.equals(function);
    }

    /** The function of the next boot. */
    public String next() {
        return once.orElse(function);
    }

    /** Another function from the next boot on; {@code onlyOnce} for that one alone. */
    public Assignment assigned(ClusterId target, String to, boolean onlyOnce, Change change) {
        return new Assignment(
                id,
                target,
                onlyOnce ? function : to,
                vm,
                name,
                mac,
                State.ACTIVE,
                onlyOnce ? Optional.of(to) : Optional.empty(),
                booted,
                installed && to.equals(function),
                made,
                with(change));
    }

    /** It boots that function now. */
    public Assignment bootedAs(String what, Change change) {
        return new Assignment(
                id, cluster, function, vm, name, mac, state, Optional.empty(), what, installed, made, with(change));
    }

    /** Its installer is done. */
    public Assignment installed(Change change) {
        return new Assignment(id, cluster, function, vm, name, mac, state, once, booted, true, made, with(change));
    }

    /** It gets nothing any more. */
    public Assignment revoked(Change change) {
        return new Assignment(
                id,
                cluster,
                function,
                vm,
                name,
                mac,
                State.REVOKED,
                Optional.empty(),
                booted,
                installed,
                made,
                with(change));
    }

    /** The same VM made anew, perhaps on another host. */
    public Assignment replaced(VmId on, Change change) {
        return new Assignment(id, cluster, function, on, name, mac, State.ACTIVE, once, "", false, made, with(change));
    }

    /** The same VM as it was moved to another host. */
    public Assignment movedTo(VmId on, Change change) {
        return new Assignment(id, cluster, function, on, name, mac, state, once, booted, installed, made, with(change));
    }

    private List<Change> with(Change change) {
        List<Change> all = new ArrayList<>(history);
        all.add(change);
        return all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
    }
}
