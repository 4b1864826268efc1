package dev.muster.app.recovery;

import java.util.function.UnaryOperator;

/**
 * A sort of entries in a list of a plan, such as commands or firewall rules.
 *
 * @param <T> one entry
 */
interface EntryKind<T> {
    /** The part of the ids of its controls before the number, such as {@code plan-after}. */
    String id();

    /** Its path below what is selected, such as {@code after}. */
    String path();

    /** The key of what the button that adds one is called. */
    String addKey();

    /** Whether the order of the entries means something. */
    boolean isOrdered();

    /** One entry in a line. */
    String text(T entry);

    /** What a new entry is at first. */
    T fresh();

    /**
     * Adds the fields of an entry.
     *
     * @param at where it is; the ids and paths of its fields begin with those
     */
    void fields(DetailForm form, Spot at, T entry, Change<T> change);

    /**
     * Where an entry is.
     *
     * @param id the part of ids before the name of a field
     * @param path its path below what is selected
     */
    record Spot(String id, String path) {
        /** A field of the entry. */
        Field field(String key, String name) {
            return new Field(key, id + "-" + name.toLowerCase(java.util.Locale.ROOT), path + "." + name);
        }
    }

    /** Changes one entry as it is then. */
    interface Change<T> {
        void to(UnaryOperator<T> change);
    }
}
