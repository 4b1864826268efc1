package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One restore point, {@code repository/vm/name}.
 *
 * @param repository where it is kept
 * @param vm the UUID of the VM it is of
 * @param name when it was captured, such as {@code 20261129T221500Z}; with a number behind it where there are several of one
 *     second
 */
public record PointId(RepositoryId repository, UUID vm, String name) implements Id {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z(-[0-9]{1,4})?");

    public PointId {
        if (!FORM.matcher(name).matches()) {
            throw unknown(name);
        }
    }

    /** Reads the id back from its text. */
    public static PointId of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw unknown(text);
        }
        try {
            return new PointId(RepositoryId.of(parts[0]), UUID.fromString(parts[1]), parts[2]);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    /** The same capture's name with the next number behind it: one that is captured later in the same job. */
    public PointId next() {
        int dash = name.indexOf('-');
        int number = dash < 0 ? 1 : Integer.parseInt(name.substring(dash + 1));
        return new PointId(repository, vm, name.substring(0, dash < 0 ? name.length() : dash) + "-" + (number + 1));
    }

    private static RuntimeException unknown(String text) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "\"" + text + "\" cannot be the id of a restore point.",
                        "Nothing was changed.",
                        "Take it from the list of restore points.")
                .toException();
    }

    @Override
    public String text() {
        return repository.text() + "/" + vm + "/" + name;
    }

    @Override
    public String toString() {
        return text();
    }
}
