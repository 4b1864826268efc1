package dev.muster.model.group;

import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * One set of a consistency group, {@code repository/group/name}.
 *
 * @param repository where it is kept
 * @param group the group it is of
 * @param name when it was captured, such as {@code 20261129T221500Z}; with a number behind it where there are several of one
 *     second
 */
public record SetId(RepositoryId repository, GroupId group, String name) implements Id {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z(-[0-9]{1,4})?");

    public SetId {
        if (!FORM.matcher(name).matches()) {
            throw unknown(name);
        }
    }

    /** Reads the id back from its text. */
    public static SetId of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw unknown(text);
        }
        return new SetId(RepositoryId.of(parts[0]), GroupId.of(parts[1]), parts[2]);
    }

    private static RuntimeException unknown(String text) {
        return Refusals.refused("\"" + text + "\" cannot be the id of a set.", "Take it from the list of sets.");
    }

    @Override
    public String text() {
        return repository.text() + "/" + group.text() + "/" + name;
    }

    @Override
    public String toString() {
        return text();
    }
}
