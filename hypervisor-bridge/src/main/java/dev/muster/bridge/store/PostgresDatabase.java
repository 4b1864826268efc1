package dev.muster.bridge.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database by its JDBC URL. The writing connection holds an advisory lock of its session, so one bridge at a
 * time works with it and the lock falls with the connection (postgresql.org/docs/current/explicit-locking.html).
 */
final class PostgresDatabase implements Database {
    /** "muster" in ASCII: the key of the lock, an arbitrary but fixed number. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final long LOCK = 0x6d7573746572L;

    /** Errors of the program, not of the server (postgresql.org/docs/current/errcodes-appendix.html). */
    private static final Set<String> MISTAKES = Set.of("0A", "21", "22", "23", "42", "P0");

    private final String url;

    PostgresDatabase(String url) {
        this.url = url;
    }

    @Override
    public String name() {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String migrations() {
        return "postgresql";
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
    }

    @Override
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setApplicationName("muster " + ProcessHandle.current().pid());
        source.setTcpKeepAlive(true);
        return source;
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection connection = dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            if (!locked(statement)) {
                throw StateLock.inUse(name(), holder(statement).orElse("Another bridge"));
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The server lets go of the lock of a bridge that has just ended only when it has seen its connection close. */
    private static boolean locked(Statement statement) throws SQLException {
        statement.execute("SET lock_timeout = '2s'");
        try {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            return true;
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        } finally {
            statement.execute("RESET lock_timeout");
        }
    }

    private static Optional<String> holder(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT a.application_name, coalesce(host(a.client_addr), 'this machine') FROM pg_locks l"
                        + " JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted"
                        + " AND (l.classid::bigint << 32 | l.objid::bigint) = " + LOCK)) {
            return result.next()
                    ? Optional.of(
                            "Process " + result.getString(1).replace("muster ", "") + " on " + result.getString(2))
                    : Optional.empty();
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        Connection connection = dataSource().getConnection();
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    @Override
    public void check(Connection writer) {
        // PostgreSQL looks after its own files
    }

    @Override
    public RuntimeException problem(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("53100")) { // disk_full
            return StoreProblems.full(name(), failure);
        }
        return MISTAKES.contains(state.substring(0, 2))
                ? new IllegalStateException(failure.getMessage(), failure)
                : StoreProblems.unreachable(name(), failure);
    }

    @Override
    public void close() {
        // the lock falls with the writing connection
    }
}
