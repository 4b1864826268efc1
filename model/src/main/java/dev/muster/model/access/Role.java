package dev.muster.model.access;

/** What a principal may do, each role including those before it. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Works with VMs, networks and pools. */
    OPERATOR,
    /** Also adds hosts, uses raw XML, and decides who else comes in. */
    ADMINISTRATOR;

    /** Whether this role may do what {@code least} may do. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }
}
