package dev.muster.bridge.backup;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.Verification;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What is noted beside a restore point after it was written: whether it was read since, and which VMs run from it. */
final class PointMarks {
    private static final String VERIFIED = "verified.json";
    private static final String BOOTED = "booted.json";
    private static final String SCREEN = "booted.png";
    private static final String USER = "used-by-";
    private static final String ENDING = ".json";

    private PointMarks() {}

    /**
     * Which VM runs from a point.
     *
     * @param vm its id
     */
    private record User(String vm) {}

    static Optional<Verification> verification(Path point) {
        try {
            return Optional.of(
                    Json.read(Files.readString(point.resolve(VERIFIED), StandardCharsets.UTF_8), Verification.class));
        } catch (IOException | MusterException e) {
            return Optional.empty(); // nobody has read it, as far as is known
        }
    }

    static void verified(Path point, Verification verification) throws IOException {
        WholeFiles.write(point.resolve(VERIFIED), Json.writePretty(verification) + "\n");
    }

    /** What came of booting it last. */
    static Optional<BootVerification> booted(Path point) {
        try {
            return Optional.of(
                    Json.read(Files.readString(point.resolve(BOOTED), StandardCharsets.UTF_8), BootVerification.class));
        } catch (IOException | MusterException e) {
            return Optional.empty(); // nobody has booted it, as far as is known
        }
    }

    /** Notes that; the picture first, so that one that is told of is there. */
    static void booted(Path point, BootVerification booted, byte[] png) throws IOException {
        if (booted.screen()) {
            WholeFiles.write(point.resolve(SCREEN), png);
        }
        WholeFiles.write(point.resolve(BOOTED), Json.writePretty(booted) + "\n");
    }

    /** The picture of its screen; empty where there is none. */
    static Optional<byte[]> screen(Path point) throws IOException {
        Path file = point.resolve(SCREEN);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** The VMs that run from it. */
    static List<UUID> users(Path point) {
        try (Stream<Path> files = Files.list(point)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("used-by-[0-9a-f-]{36}\\.json"))
                    .map(name -> UUID.fromString(name.substring(USER.length(), name.length() - ENDING.length())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static void use(Path point, VmId vm) throws IOException {
        WholeFiles.write(user(point, vm.uuid()), Json.writePretty(new User(vm.text())) + "\n");
    }

    static void letGo(Path point, UUID vm) throws IOException {
        Files.deleteIfExists(user(point, vm));
    }

    /** Which VM that is, as it was when it was started; empty where that cannot be read. */
    static Optional<VmId> userId(Path point, UUID vm) {
        try {
            return Optional.of(VmId.of(Json.read(Files.readString(user(point, vm), StandardCharsets.UTF_8), User.class)
                    .vm()));
        } catch (IOException | MusterException e) {
            return Optional.empty();
        }
    }

    private static Path user(Path point, UUID vm) {
        return point.resolve(USER + vm + ENDING);
    }

    /** {@code POINT_IN_USE} */
    static void requireUnused(PointFiles point) {
        List<UUID> users = users(point.path());
        if (!users.isEmpty()) {
            throw Problem.of(
                            ErrorCode.POINT_IN_USE,
                            "The restore point " + point.id() + " is in use: the VM " + users.getFirst()
                                    + " runs from it.",
                            "It stays as it is.",
                            "Move that VM out of the repository first.")
                    .toException();
        }
    }
}
