package dev.muster.bridge.store;

import dev.muster.model.error.MusterException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** One connection of one thread, opened when needed and again after it broke. */
final class Session implements AutoCloseable {
    /** How a session's connection is opened. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    private static final int ALIVE_SECONDS = 5;

    private final Database database;
    private final Opening opening;
    private @Nullable Connection connection;
    private @Nullable Handle handle;

    Session(Database database, Opening opening, @Nullable Connection connection) {
        this.database = database;
        this.opening = opening;
        this.connection = connection;
    }

    /** The open handle, outside of any transaction. */
    Handle handle() throws SQLException {
        if (connection == null) {
            connection = opening.open();
        }
        if (handle == null) {
            Connection opened = connection;
            handle = Jdbi.create(() -> opened).open();
        }
        return handle;
    }

    /** Takes back what is open after a failure; a connection that no longer answers is dropped. */
    void recover() {
        try {
            if (handle != null && handle.isInTransaction()) {
                handle.rollback();
            }
            if (connection != null && connection.isValid(ALIVE_SECONDS)) {
                return;
            }
        } catch (SQLException | JdbiException e) {
            // not worth saving: a new one is opened for the next work
        }
        close();
    }

    /** The failure as callers see it. */
    Throwable translate(Throwable failure) {
        if (failure instanceof MusterException known) {
            return known;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return database.problem(sql);
            }
        }
        return failure;
    }

    @Override
    public void close() {
        handle = null;
        Connection closing = connection;
        connection = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException e) {
            // it is gone either way; what was committed is safe
        }
    }
}
