package dev.muster.model.storage;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.VmSpec;
import java.util.List;

/**
 * A directory pool to be made.
 *
 * @param name its name on the host, as a VM's
 * @param path absolute path of the directory; made where it does not exist
 */
public record PoolSpec(String name, String path) {
    public PoolSpec {
        VmSpec.requireName(name);
        if (!path.startsWith("/")
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..")) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + path + "\" is not an absolute path without \"..\".",
                            "No pool was made.",
                            "Give the full path of a directory.")
                    .toException();
        }
    }
}
