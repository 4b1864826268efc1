package dev.muster.app.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of both languages and the code that asks for them fit each other. */
class BundlesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources", "dev", "muster", "app");
    private static final Pattern USE = Pattern.compile("texts\\(?\\)?\\s*\\.get\\(\\s*\"([a-z0-9._-]+)\"\\s*[,)]");
    private static final Pattern GAP = Pattern.compile("\\{([0-9])");

    @Test
    void both_languages_have_the_same_keys() throws IOException {
        for (Path bundle : english()) {
            assertThat(load(german(bundle)).stringPropertyNames())
                    .as(bundle.toString())
                    .isEqualTo(load(bundle).stringPropertyNames());
        }
    }

    @Test
    void both_languages_fill_the_same_gaps() throws IOException {
        for (Path bundle : english()) {
            Properties german = load(german(bundle));
            Properties english = load(bundle);
            for (String key : english.stringPropertyNames()) {
                assertThat(gaps(german.getProperty(key, ""))).as(key).isEqualTo(gaps(english.getProperty(key, "")));
            }
        }
    }

    @Test
    void every_text_the_code_asks_for_is_there() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path bundle : english()) {
            known.addAll(load(bundle).stringPropertyNames());
        }
        Set<String> used = new TreeSet<>();
        for (Path file : sources()) {
            Matcher uses = USE.matcher(Files.readString(file));
            while (uses.find()) {
                used.add(uses.group(1));
            }
        }
        assertThat(used).hasSizeGreaterThan(80);
        assertThat(known).containsAll(used);
    }

    @Test
    void the_keys_of_a_room_begin_with_its_name() throws IOException {
        for (Path bundle : english()) {
            String room = bundle.getName(bundle.getNameCount() - 2).toString();
            if (!room.equals("i18n")) {
                assertThat(bundle.getFileName().toString()).isEqualTo(room + ".properties");
                assertThat(load(bundle).stringPropertyNames()).allMatch(key -> key.startsWith(room + "."));
            }
        }
    }

    private static List<Path> english() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> found = files.filter(path -> path.toString().endsWith(".properties"))
                    .filter(path -> !path.toString().endsWith("_de.properties"))
                    .toList();
            assertThat(found).hasSizeGreaterThan(10);
            return found;
        }
    }

    private static Path german(Path english) {
        return english.resolveSibling(english.getFileName().toString().replace(".properties", "_de.properties"));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static Set<String> gaps(String text) {
        Set<String> gaps = new TreeSet<>();
        Matcher found = GAP.matcher(text);
        while (found.find()) {
            gaps.add(found.group(1));
        }
        return gaps;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
