package dev.muster.bridge;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a bridge keeps its state and what it calls itself.
 *
 * @param stateDirectory made where it does not exist, readable by its owner alone; one bridge at a time
 * @param databaseUrl JDBC URL of a PostgreSQL database; empty for SQLite in the state directory
 * @param name what the bridge calls itself, usually the machine's name
 */
public record BridgeConfig(Path stateDirectory, Optional<String> databaseUrl, String name) {
    /** The version of Muster. */
    public static final String VERSION = "0.1.0";

    /** The version of the API. */
    public static final int API = 1;

    /** A bridge with SQLite in that directory. */
    public static BridgeConfig in(Path stateDirectory) {
        return new BridgeConfig(stateDirectory, Optional.empty(), HostName.ofThisMachine());
    }
}
