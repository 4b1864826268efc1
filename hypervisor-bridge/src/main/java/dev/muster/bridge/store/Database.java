package dev.muster.bridge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** One kind of database: how it is opened, claimed by this process alone, and where its SQL differs. */
interface Database extends AutoCloseable {
    /** How it is called in a problem, such as its path. Holds no password. */
    String name();

    /** Folder of the migrations only this kind needs. */
    String migrations();

    /** What the portable migrations leave open. */
    Map<String, String> placeholders();

    /** Connections for migrating it. */
    DataSource dataSource();

    /** The connection that writes. Claims the database for this process where the file system cannot. */
    Connection openWriter() throws SQLException;

    /** A connection that only reads, each transaction seeing one moment. */
    Connection openReader() throws SQLException;

    /**
     * Looks for damage that would show only later.
     *
     * @throws dev.muster.model.error.MusterException {@code STORE_UNREADABLE}
     */
    void check(Connection writer) throws SQLException;

    /** The words for a failure of this database. */
    RuntimeException problem(SQLException failure);

    /** Gives up the claim on it. */
    @Override
    void close();
}
