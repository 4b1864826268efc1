package dev.muster.bridge.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the form this program knows. Flyway gets the texts handed to it: it would look for them on the class
 * path, where a named module's resources are not. A database that is already up to date costs one query.
 */
final class Migrations {
    private static final String FOLDER = "migration/";
    private static final List<String> PORTABLE = List.of(
            "V1__state.sql",
            "V3__step_ids.sql",
            "V4__substeps.sql",
            "V5__schedule_runs.sql",
            "V6__steering.sql",
            "V7__plan_versions.sql",
            "V8__reports.sql");
    private static final List<String> OWN = List.of("V2__append_only.sql");

    /** The newest form this program knows. */
    static final int NEWEST = 8;

    private final Database database;

    Migrations(Database database) {
        this.database = database;
    }

    /**
     * Migrates what is older.
     *
     * @throws dev.muster.model.error.MusterException {@code STORE_NEWER} before anything is changed
     */
    void run(Connection connection) throws SQLException {
        int found = version(connection);
        if (found > NEWEST) {
            throw StoreProblems.newer(database.name(), found, NEWEST);
        }
        if (found < NEWEST) {
            migrate();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return 0;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL")) {
            int newest = 0;
            while (rows.next()) {
                newest = Math.max(newest, (int) Double.parseDouble(rows.getString(1)));
            }
            return newest;
        }
    }

    private void migrate() throws SQLException {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .placeholders(database.placeholders())
                    .resourceProvider(new Texts(database.migrations()))
                    .javaMigrationClassProvider(List::of)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException failure) {
                    throw failure;
                }
            }
            throw e;
        }
    }

    /** The texts of this module, both the portable ones and those of one kind of database. */
    private record Texts(String kind) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return all().stream()
                    .filter(text -> text.getFilename().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all().stream()
                    .filter(text -> text.getFilename().startsWith(prefix)
                            && List.of(suffixes).stream().anyMatch(text.getFilename()::endsWith))
                    .toList();
        }

        private List<LoadableResource> all() {
            return java.util.stream.Stream.concat(
                            PORTABLE.stream().map(name -> text(name, FOLDER + name)),
                            OWN.stream().map(name -> text(name, FOLDER + kind + "/" + name)))
                    .toList();
        }

        private static LoadableResource text(String name, String path) {
            try (InputStream in = Migrations.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks its own " + path);
                }
                return new NamedText(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
