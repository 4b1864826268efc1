package dev.muster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void what_is_chosen_is_there_again() {
        Path file = directory.resolve("console.properties");
        try (Settings settings = new Settings(Optional.of(file))) {
            settings.put("theme", "dark");
        }
        try (Settings settings = new Settings(Optional.of(file))) {
            assertThat(settings.get("theme")).contains("dark");
        }
    }

    @Test
    void a_slow_disk_keeps_nobody_from_reading_and_choosing() throws Exception {
        Path file = directory.resolve("console.properties");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        try (Settings settings = new Settings(Optional.of(file), (target, text) -> {
            writing.countDown();
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Files.writeString(target, text);
        })) {
            settings.put("a", "1");
            assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();

            settings.put("b", "2"); // returns while the disk does not
            assertThat(settings.get("a")).contains("1");

            disk.countDown();
            await().until(() -> Files.exists(file) && Files.readString(file).contains("b=2"));
        }
    }
}
