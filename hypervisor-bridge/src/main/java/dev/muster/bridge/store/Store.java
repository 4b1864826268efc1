package dev.muster.bridge.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The one database of a bridge, claimed by this process until it is closed. All writing happens on one thread in the order
 * asked for; several pieces of work that wait together share one commit. Neither reading nor writing is disturbed by an
 * interrupt of the thread that asks: it waits on, and stays interrupted.
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Writer writer;
    private final Readers readers;

    private Store(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
        this.readers = new Readers(database);
    }

    /**
     * Opens the SQLite database in a state directory, which is made if need be, readable by its owner alone.
     *
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE}, {@code STORE_NEWER}, {@code STORE_UNREADABLE} or
     *     {@code STORE_FULL}
     */
    public static Store open(Path stateDirectory) {
        return open(SqliteDatabase.claim(stateDirectory));
    }

    /**
     * Opens a PostgreSQL database.
     *
     * @param jdbcUrl such as {@code jdbc:postgresql://db.example/muster?user=muster&password=…}
     * @throws dev.muster.model.error.MusterException as {@link #open(Path)}
     */
    public static Store open(String jdbcUrl) {
        return open(new PostgresDatabase(jdbcUrl));
    }

    private static Store open(Database database) {
        try {
            return new Store(database, new Writer(database, prepare(database)));
        } catch (SQLException e) {
            database.close();
            throw database.problem(e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Connection prepare(Database database) throws SQLException {
        Connection connection = database.openWriter();
        try {
            database.check(connection);
            new Migrations(database).run(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Does work in one transaction; durable when this returns.
     *
     * @throws dev.muster.model.error.MusterException what the work throws; {@code STORE_FULL}, {@code STORE_UNREADABLE};
     *     {@code BRIDGE_STOPPING} after {@link #close}
     */
    public <T> T write(Work<T> work) {
        return wait(writer.submit(work));
    }

    /** As {@link #write}, without waiting; fails the future where {@code write} would throw. */
    public <T> CompletableFuture<T> writeLater(Work<T> work) {
        return writer.submit(work);
    }

    /** Reads in one transaction that sees everything written before. */
    public <T> T read(Work<T> work) {
        return wait(readers.submit(work));
    }

    private static <T> T wait(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Where the state is, for a person: a path or a URL without its password. */
    public String name() {
        return database.name();
    }

    /** Finishes what was asked for, then closes and lets go of the state. */
    @Override
    public void close() {
        readers.close();
        writer.close();
        database.close();
    }
}
