package dev.muster.app.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of both languages and the code that asks for them fit each other. */
class BundlesTest {
    private static final Pattern USE = Pattern.compile("texts\\s*\\.get\\(\\s*\"([a-z0-9._-]+)\"\\s*[,)]");
    private static final Pattern GAP = Pattern.compile("\\{([0-9])");

    @Test
    void both_languages_have_the_same_keys() throws IOException {
        for (String bundle : Texts.BUNDLES) {
            assertThat(load(bundle + "_de").stringPropertyNames())
                    .as(bundle)
                    .isEqualTo(load(bundle).stringPropertyNames());
        }
    }

    @Test
    void both_languages_fill_the_same_gaps() throws IOException {
        for (String bundle : Texts.BUNDLES) {
            Properties german = load(bundle + "_de");
            Properties english = load(bundle);
            for (String key : english.stringPropertyNames()) {
                assertThat(gaps(german.getProperty(key, ""))).as(key).isEqualTo(gaps(english.getProperty(key, "")));
            }
        }
    }

    @Test
    void every_text_the_code_asks_for_is_there() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bundle : Texts.BUNDLES) {
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

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(name + ".properties"), name),
                StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return properties;
    }
}
