package dev.muster.bridge.backup;

import dev.muster.bridge.job.Minting;
import dev.muster.bridge.store.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What a bridge is known by in repositories that several could reach; the same after a restart. */
final class BridgeMark {
    private BridgeMark() {}

    /** That of the bridge with its state in that directory. */
    static UUID of(Path state) {
        Path file = state.resolve("backup-bridge");
        try {
            if (Files.exists(file)) {
                return UUID.fromString(
                        Files.readString(file, StandardCharsets.US_ASCII).strip());
            }
            UUID mark = Minting.secure().uuid();
            Files.createDirectories(state);
            WholeFiles.write(file, mark + "\n");
            return mark;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
