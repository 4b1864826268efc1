package dev.muster.bridge.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * {@code muster.db} in the state directory. Write-ahead log so that readers never wait; {@code synchronous=FULL} so that a
 * commit is on the disk when it returns, power cut included (sqlite.org/pragma.html#pragma_synchronous).
 */
final class SqliteDatabase implements Database {
    private static final int FULL = 13;
    private static final int IO_ERROR = 10;
    private static final int CANNOT_OPEN = 14;

    /** Errors of the program, not of the disk: ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE (sqlite.org/rescode.html). */
    private static final Set<Integer> MISTAKES = Set.of(1, 19, 20, 21, 25);

    private static final long CHECKED_AT_OPEN_BYTES = 64L << 20;
    private static final long NEARLY_NO_SPACE_BYTES = 256L << 10;

    private final Path directory;
    private final StateLock lock;

    private SqliteDatabase(Path directory, StateLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, for its owner alone, and claims it. One that holds other things already keeps its
     * mode: {@code --state /tmp} must not take /tmp from everybody else.
     */
    static SqliteDatabase claim(Path directory) {
        try {
            makePrivate(directory);
            StateLock lock = StateLock.take(directory);
            try {
                makePrivateFile(directory.resolve("muster.db"));
                return new SqliteDatabase(directory, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory)) {
            if (Files.exists(directory)) {
                throw new FileAlreadyExistsException(directory.toString(), null, "not a directory");
            }
            Files.createDirectories(directory);
        }
        if (posix && isEmpty(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    /** SQLite gives the files beside its database the mode of the database (sqlite.org/wal.html). */
    private static void makePrivateFile(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && !Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public String migrations() {
        return "sqlite";
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT");
    }

    @Override
    public DataSource dataSource() {
        return source(SQLiteConfig.TransactionMode.IMMEDIATE);
    }

    @Override
    public Connection openWriter() throws SQLException {
        return source(SQLiteConfig.TransactionMode.IMMEDIATE).getConnection();
    }

    @Override
    public Connection openReader() throws SQLException {
        Connection connection = source(SQLiteConfig.TransactionMode.DEFERRED).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    private DataSource source(SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + directory.resolve("muster.db").toAbsolutePath());
        return source;
    }

    @Override
    public void check(Connection writer) throws SQLException {
        if (size() > CHECKED_AT_OPEN_BYTES) {
            return; // would hold up the start; damage is then found where it is read
        }
        try (Statement statement = writer.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (result.next() && !result.getString(1).equals("ok")) {
                throw StoreProblems.unreadable(name(), new SQLException(result.getString(1)));
            }
        }
    }

    private long size() {
        try {
            return Files.size(directory.resolve("muster.db"));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public RuntimeException problem(SQLException failure) {
        int primary = failure.getErrorCode() & 0xff;
        boolean shortOfSpace = primary == IO_ERROR || primary == CANNOT_OPEN;
        if (primary == FULL || (shortOfSpace && noSpaceLeft(directory))) {
            return StoreProblems.full(name(), failure);
        }
        return MISTAKES.contains(primary)
                ? new IllegalStateException(failure.getMessage(), failure)
                : StoreProblems.unreadable(name(), failure);
    }

    private static RuntimeException failure(Path directory, IOException failure) {
        Path there = directory.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return noSpaceLeft(there)
                ? StoreProblems.full(directory.toString(), failure)
                : StoreProblems.unreadable(directory.toString(), failure);
    }

    private static boolean noSpaceLeft(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NEARLY_NO_SPACE_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
