package dev.muster.bridge.remote.client;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.pki.PrivateFiles;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The daemons this user was paired with: a file for each, mode 0600, in a directory of mode 0700. */
public final class PairedBridges {
    private final Path directory;

    /**
     * Those in a directory.
     *
     * @param directory made when the first is put there
     */
    public PairedBridges(Path directory) {
        this.directory = directory;
    }

    /** Where they are kept unless told otherwise: {@code muster/bridges} in the user's configuration directory. */
    public static Path defaultDirectory() {
        return directoryIn(System.getenv());
    }

    /** The same for another environment. */
    public static Path directoryIn(Map<String, String> environment) {
        String home = System.getProperty("user.home", ".");
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path base;
        if (os.startsWith("windows")) {
            base = Path.of(Optional.ofNullable(environment.get("APPDATA")).orElse(home));
        } else if (os.startsWith("mac")) {
            base = Path.of(home, "Library", "Application Support");
        } else {
            base = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                    .filter(set -> set.startsWith("/"))
                    .map(Path::of)
                    .orElse(Path.of(home, ".config"));
        }
        return base.resolve("muster").resolve("bridges");
    }

    /** All of them, by address. */
    public List<PairedBridge> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<PairedBridge> found = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                found.add(read(file));
            }
            found.sort(Comparator.comparing(paired -> paired.address().text()));
            return List.copyOf(found);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** The one at that address. */
    public Optional<PairedBridge> find(BridgeAddress.Https address) {
        Path file = file(address);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Keeps one; takes the place of an older pairing with the same address. */
    public void put(PairedBridge paired) {
        PrivateFiles.makeDirectory(directory);
        PrivateFiles.write(file(paired.address()), Json.writePretty(paired));
    }

    /** Forgets one. The daemon still knows this client until it is revoked there. */
    public void remove(BridgeAddress.Https address) {
        try {
            Files.deleteIfExists(file(address));
        } catch (IOException e) {
            throw unreadable(file(address), e);
        }
    }

    private Path file(BridgeAddress.Https address) {
        String host = address.host().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
        return directory.resolve(host + "_" + address.port() + ".json");
    }

    private static PairedBridge read(Path file) {
        try {
            return Json.read(Files.readString(file), PairedBridge.class);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RuntimeException unreadable(Path file, IOException cause) {
        return Problem.of(
                        ErrorCode.STORE_UNREADABLE,
                        file + " cannot be read.",
                        "Nothing was changed.",
                        "Check that it belongs to you, or pair with the bridge again.")
                .withDetails(cause.toString())
                .toException(cause);
    }
}
