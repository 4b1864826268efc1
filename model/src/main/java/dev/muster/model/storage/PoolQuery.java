package dev.muster.model.storage;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VolumeId;

/** What can be asked about pools and volumes that is not in the inventory. */
public sealed interface PoolQuery<R extends Record> extends Query<R> {
    /** Most bytes that are given at once. */
    int MOST_BYTES = 1 << 20;

    /**
     * Part of a volume's file, for downloading it; refused while a VM that is active uses it.
     *
     * @param volume which one
     * @param offset from which byte on
     * @param length how many at most, 1 to {@link #MOST_BYTES}
     */
    record Download(VolumeId volume, long offset, int length) implements PoolQuery<VolumePart> {
        public Download {
            if (offset < 0 || length < 1 || length > MOST_BYTES) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A part of a volume begins at 0 or later and has 1 to " + MOST_BYTES + " bytes.",
                                "",
                                "Ask for another part.")
                        .toException();
            }
        }

        @Override
        public Class<VolumePart> answer() {
            return VolumePart.class;
        }

        @Override
        public Role requires() {
            return Role.OPERATOR;
        }
    }

    /**
     * Part of a volume's file.
     *
     * @param base64 the bytes; none at its end
     * @param size of the whole file in bytes
     */
    record VolumePart(String base64, long size) {}
}
