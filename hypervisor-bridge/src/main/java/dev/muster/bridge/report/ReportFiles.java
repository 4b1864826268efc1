package dev.muster.bridge.report;

import dev.muster.bridge.json.ReportJson;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.error.MusterException;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of reports, each report's in a directory of its own. Readable by their owner alone; each is there whole or not at
 * all.
 *
 * @param directory holds the directories
 */
record ReportFiles(Path directory) {
    private static final FileAttribute<?> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String DRAFT = ".draft.json";

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    Path file(ReportId id, ReportFormat format) {
        return directory.resolve(id.text()).resolve("report." + format.extension());
    }

    void write(ReportId id, ReportFormat format, Content content) {
        write(file(id, format), content);
    }

    /** Keeps what a report says before it has its place in the chain. */
    void draft(Report report) {
        byte[] json = ReportJson.bytes(report);
        write(draft(report.head().id()), out -> out.write(json));
    }

    Optional<Report> findDraft(ReportId id) {
        return read(draft(id)).map(ReportJson::read);
    }

    void forgetDraft(ReportId id) {
        Path file = draft(id);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ReportProblems.failed(file, e);
        }
    }

    private Path draft(ReportId id) {
        return directory.resolve(id.text()).resolve(DRAFT);
    }

    private static void write(Path file, Content content) {
        Path home = file.resolveSibling("");
        Path aside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(home, OWNERS);
            Files.deleteIfExists(aside); // what was cut off may have other permissions
            try (FileChannel channel = FileChannel.open(
                            aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.to(out);
                out.flush();
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            WholeFiles.force(home);
        } catch (IOException e) {
            throw ReportProblems.failed(file, e);
        }
    }

    /** Returns the bytes of a file; empty where it is not there. */
    Optional<byte[]> read(ReportId id, ReportFormat format) {
        return read(file(id, format));
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ReportProblems.failed(file, e);
        }
    }

    /** Returns the entry of the register for a file. */
    MadeReport.File describe(ReportId id, ReportFormat format) {
        byte[] bytes = read(id, format).orElseThrow(() -> ReportProblems.damaged(id, format));
        return new MadeReport.File(format, bytes.length, ReportJson.sha256(bytes));
    }

    /** Returns whether the file is there as it was written. */
    boolean isWhole(ReportId id, MadeReport.File file) {
        try {
            return describe(id, file.format()).equals(file);
        } catch (MusterException e) {
            return false; // one that cannot be read is not whole either
        }
    }

    /**
     * Returns a part of a file.
     *
     * @param offset of its first byte
     * @param atMost how many bytes
     */
    byte[] part(ReportId id, ReportFormat format, long offset, int atMost) {
        Path file = file(id, format);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long left = Math.max(0, in.size() - Math.max(0, offset));
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(atMost, left));
            while (part.hasRemaining() && in.read(part, offset + part.position()) >= 0) {
                // a read may give less than asked for
            }
            return part.array();
        } catch (NoSuchFileException e) {
            throw ReportProblems.damaged(id, format);
        } catch (IOException e) {
            throw ReportProblems.failed(file, e);
        }
    }

    /** Deletes all files of a report; twice is once. */
    void delete(ReportId id) {
        Path home = directory.resolve(id.text());
        try (Stream<Path> files = Files.exists(home) ? Files.list(home) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(home);
        } catch (IOException e) {
            throw ReportProblems.failed(home, e);
        }
    }

    /** Returns the formats that are drawn of those asked for: the JSON form is there always. */
    static List<ReportFormat> drawn(List<ReportFormat> asked) {
        return Stream.concat(asked.stream(), Stream.of(ReportFormat.JSON))
                .distinct()
                .sorted()
                .toList();
    }
}
