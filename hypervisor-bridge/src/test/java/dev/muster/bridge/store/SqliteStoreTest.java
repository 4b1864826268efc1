package dev.muster.bridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path temporary;

    private Path state() {
        return temporary.resolve("deep/state");
    }

    @Override
    Store openStore() {
        return Store.open(state());
    }

    @Override
    void forgetTheFuture() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state().resolve("muster.db"));
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '99'");
        }
    }

    @Override
    int dropTriggers(Handle handle) {
        return handle.execute("DROP TRIGGER audit_keep") + handle.execute("DROP TRIGGER audit_as_is");
    }

    @Test
    void the_state_is_its_owners_alone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_directory_with_other_things_in_it_keeps_its_mode_and_the_state_stays_private() throws Exception {
        Path shared = Files.createDirectories(temporary.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(shared.resolve("letter"), "of somebody else");
        try (Store opened = Store.open(shared)) {
            new SqlDocuments(opened, Clock.systemUTC()).put("k", "d", "{}", 0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                    .isEqualTo("rwxr-xr-x");
            for (String file : List.of("muster.db", "muster.db-wal", "muster.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_as_it_is() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("other"));
        Files.writeString(other.resolve("muster.db"), "This is a letter to my grandmother. ".repeat(100));
        byte[] before = Files.readAllBytes(other.resolve("muster.db"));
        assertRefused(() -> Store.open(other), ErrorCode.STORE_UNREADABLE);
        assertThat(Files.readAllBytes(other.resolve("muster.db"))).isEqualTo(before);
    }

    @Test
    void a_damaged_page_is_found_when_the_store_is_opened() throws Exception {
        Path other = temporary.resolve("other");
        try (Store filled = Store.open(other)) {
            for (int i = 0; i < 200; i++) {
                new SqlDocuments(filled, Clock.systemUTC()).put("k", "d" + i, "x".repeat(1_000), 0);
            }
        }
        try (FileChannel file = FileChannel.open(other.resolve("muster.db"), StandardOpenOption.WRITE)) {
            for (long page = 20; page < 40; page++) {
                file.write(
                        ByteBuffer.wrap("garbage".repeat(20).getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        page * 4096);
            }
        }
        assertRefused(() -> Store.open(other), ErrorCode.STORE_UNREADABLE);
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_told() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertThatThrownBy(() -> Store.open(file)).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ErrorCode.STORE_UNREADABLE);
            assertThat(e.problem().what()).contains(file.toString());
        });
    }

    @Test
    void a_refused_open_lets_go_of_the_directory() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("other"));
        Files.writeString(other.resolve("muster.db"), "x".repeat(5_000));
        assertRefused(() -> Store.open(other), ErrorCode.STORE_UNREADABLE);
        Files.delete(other.resolve("muster.db"));
        try (Store mended = Store.open(other)) {
            assertThat(new SqlDocuments(mended, Clock.systemUTC()).list("k")).isEmpty();
        }
    }
}
