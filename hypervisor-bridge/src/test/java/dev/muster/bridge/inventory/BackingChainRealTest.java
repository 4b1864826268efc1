package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reading of chains beside that of qemu-img, on images it made itself, however they name what they lie upon. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class BackingChainRealTest {
    private static final long SEED = 20_261_129;
    private static final int IMAGES = 120;
    private static final List<String> NAMES =
            List.of("plain", "two words", "comma,name", "ünï–測試", "per%cent", "it's", "-dash", "a.b");

    @TempDir
    private Path directory = Path.of("");

    private final BackingChain chains = new BackingChain(new BackingChain.Reader() {
        @Override
        public byte[] read(String path, long offset, int limit) {
            try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
                byte[] part = new byte[(int) Math.max(0, Math.min(limit, file.length() - offset))];
                file.seek(offset);
                file.readFully(part);
                return part;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String real(String path) {
            return BackingChainRealTest.real(path);
        }
    });

    private record Image(Path path, String format, int depth) {}

    @Test
    void on_generated_images_both_find_the_same_files_below() throws Exception {
        Random random = new Random(SEED);
        List<Path> folders = List.of(
                Files.createDirectories(directory.resolve("one")),
                Files.createDirectories(directory.resolve("two/deep")),
                Files.createSymbolicLink(directory.resolve("alias"), directory.resolve("one")));
        List<Image> images = new ArrayList<>();
        int deepest = 0;
        for (int i = 0; i < IMAGES; i++) {
            Path path = folders.get(random.nextInt(folders.size()))
                    .resolve(NAMES.get(random.nextInt(NAMES.size())) + "-" + i + ".img");
            boolean raw = random.nextInt(8) == 0;
            boolean alone = raw || images.isEmpty() || random.nextInt(5) == 0;
            Image made;
            if (alone) {
                made = new Image(path, raw ? "raw" : "qcow2", 0);
                qemuImg("create", "-q", "-f", made.format(), path.toString(), "1M");
            } else {
                Image below = images.get(random.nextInt(images.size()));
                String version = random.nextBoolean() ? "compat=1.1" : "compat=0.10";
                made = new Image(path, "qcow2", below.depth() + 1);
                qemuImg(
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-o",
                        version,
                        "-b",
                        spelled(path, below.path(), random),
                        "-F",
                        below.format(),
                        path.toString());
            }
            images.add(made);
            deepest = Math.max(deepest, made.depth());

            BackingChain.Chain ours = chains.of(path.toString());
            assertThat(ours.doubt()).as(path.toString()).isEmpty();
            assertThat(ours.files().stream().map(BackingChainRealTest::real).toList())
                    .as("what lies below " + path)
                    .isEqualTo(qemus(path));
        }
        assertThat(deepest).isGreaterThan(4);
    }

    /** The same file in one of the ways people and programs write it down. */
    private static String spelled(Path from, Path to, Random random) {
        Path folder = Objects.requireNonNull(to.getParent());
        Path name = Objects.requireNonNull(to.getFileName());
        return switch (random.nextInt(5)) {
            case 0 -> to.toString();
            case 1 -> folder.equals(from.getParent()) ? name.toString() : to.toString();
            case 2 -> folder + "/./" + name;
            case 3 -> real(to.toString());
            default -> folder + "/../" + folder.getFileName() + "/" + name;
        };
    }

    private static List<String> qemus(Path path) throws Exception {
        List<String> files = new ArrayList<>();
        for (Object image :
                Json.read(qemuImg("info", "--backing-chain", "--output=json", path.toString()), List.class)) {
            files.add(real(String.valueOf(((Map<?, ?>) image).get("filename"))));
        }
        return files.subList(1, files.size());
    }

    private static String qemuImg(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isZero();
        return said;
    }

    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
