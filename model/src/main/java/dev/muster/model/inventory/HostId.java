package dev.muster.model.inventory;

/**
 * One hypervisor host. For libvirt it is the connection's name; a simulated connection has many hosts,
 * {@code connection.h001} and so on.
 *
 * @param text never contains {@code /}
 */
public record HostId(String text) implements Id, Comparable<HostId> {
    public HostId {
        Ids.requirePart("host", text);
    }

    /** Reads the id back from its text. */
    public static HostId of(String text) {
        return new HostId(text);
    }

    @Override
    public int compareTo(HostId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
