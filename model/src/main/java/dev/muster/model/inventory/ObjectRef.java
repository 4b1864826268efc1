package dev.muster.model.inventory;

import dev.muster.model.command.TypeName;

/**
 * Names one object of a feature, {@code kind/id}.
 *
 * @param kind the name of its record, such as {@code access.paired-client}
 * @param id the text of its id
 */
public record ObjectRef(String kind, String id) implements Id {
    /** The reference of an object. */
    public static ObjectRef of(LiveObject object) {
        return new ObjectRef(TypeName.of(object.getClass()), object.id().text());
    }

    /** Reads the reference back from its text. */
    public static ObjectRef of(String text) {
        String[] parts = Ids.pair("object", text);
        return new ObjectRef(parts[0], parts[1]);
    }

    @Override
    public String text() {
        return kind + "/" + id;
    }

    @Override
    public String toString() {
        return text();
    }
}
