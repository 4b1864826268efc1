package dev.muster.app.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    private final Sink sink;
    /** Held while a file is written, so that files are written in order; never by who reads or chooses. */
    private final Object writing = new Object();

    private boolean dirty;

    /** Where the settings are written. */
    @FunctionalInterface
    interface Sink {
        void write(Path target, String text) throws IOException;
    }

    /** The settings in that file, none where it cannot be read; without a file they last as long as the window. */
    public Settings(Optional<Path> file) {
        this(file, Settings::replace);
    }

    /** The same, written in another way. */
    Settings(Optional<Path> file, Sink sink) {
        this.file = file.map(Path::toAbsolutePath);
        this.sink = sink;
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

    private void write() {
        synchronized (writing) {
            Optional<String> text = take();
            if (text.isEmpty()) {
                return;
            }
            try {
                sink.write(file.orElseThrow(), text.get());
            } catch (IOException e) {
                LOG.warn("The settings cannot be written to {}", file, e);
            }
        }
    }

    /** What is to be written; empty where nothing changed since. */
    private synchronized Optional<String> take() {
        if (!dirty) {
            return Optional.empty();
        }
        dirty = false;
        StringWriter out = new StringWriter();
        try {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(out.toString());
    }

    /** Writes beside the file and puts it in its place when it is whole. */
    private static void replace(Path target, String text) throws IOException {
        Path directory = Optional.ofNullable(target.getParent()).orElse(target);
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, "console", ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
