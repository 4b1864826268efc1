package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/** What VMs may be called. */
public final class VmName {
    private VmName() {}

    /** {@code USAGE_INVALID} for what libvirt, or the files that go by it, could not take. */
    public static void require(String name) {
        if (name.isBlank()
                || !name.equals(name.strip())
                || name.length() > 255
                || name.indexOf('/') >= 0
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + name + "\" cannot be the name of a VM.",
                            "No VM was changed.",
                            "Use 1 to 255 characters without \"/\", and without blanks around it.")
                    .toException();
        }
    }
}
