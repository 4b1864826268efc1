package dev.muster.app.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user chose, in one file. A change is written half a second after the last one, to a temporary file that then takes
 * the place of the old, so that a crash leaves either the old file or the new.
 */
public final class Settings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final long DEBOUNCE_MILLIS = 500;

    private final Optional<Path> file;
    private final Properties values = new Properties();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("muster-settings").factory());
    private boolean dirty;

    /** The settings in that file, none where it cannot be read; without a file they last as long as the window. */
    public Settings(Optional<Path> file) {
        this.file = file.map(Path::toAbsolutePath);
        if (file.isPresent() && Files.isReadable(file.get())) {
            try (Reader in = Files.newBufferedReader(file.get())) {
                values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("The settings in {} cannot be read; starting without", file, e);
            }
        }
    }

    /** The file in the user's configuration directory. */
    public static Path usualFile() {
        String xdg = System.getenv().getOrDefault("XDG_CONFIG_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home", "."), ".config") : Path.of(xdg);
        return base.resolve("muster").resolve("console.properties");
    }

    /** What was chosen. */
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    /** A number that was chosen; {@code otherwise} where none was. */
    public double number(String key, double otherwise) {
        try {
            return get(key).map(Double::parseDouble).filter(Double::isFinite).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Chooses. */
    public synchronized void put(String key, String value) {
        if (value.equals(values.setProperty(key, value))) {
            return;
        }
        if (!dirty && file.isPresent()) {
            dirty = true;
            var _ = writer.schedule(this::write, DEBOUNCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Writes what was not written yet. */
    @Override
    public void close() {
        writer.shutdown();
        write();
    }

    private synchronized void write() {
        if (!dirty) {
            return;
        }
        dirty = false;
        try {
            Path target = file.orElseThrow();
            Path directory = Optional.ofNullable(target.getParent()).orElse(target);
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "console", ".tmp");
            try (Writer out = Files.newBufferedWriter(temporary)) {
                values.store(out, null);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The settings cannot be written to {}", file, e);
        }
    }
}
