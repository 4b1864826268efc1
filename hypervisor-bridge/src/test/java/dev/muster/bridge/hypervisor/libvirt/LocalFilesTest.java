package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LocalFilesTest {
    private static final long SEED = 20_261_129;
    private static final int NAMES = 200;

    @TempDir
    private Path directory = Path.of("");

    private final LocalFiles files = new LocalFiles();

    /** "The same file" is what device and inode say, whatever links and spellings lead there. */
    @Test
    void two_names_are_one_file_exactly_when_device_and_inode_are() throws Exception {
        Random random = new Random(SEED);
        List<Path> folders = new ArrayList<>(List.of(directory));
        List<Path> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            Path name = folders.get(random.nextInt(folders.size())).resolve("n" + i);
            switch (names.isEmpty() ? 0 : random.nextInt(5)) {
                case 0 -> names.add(Files.createFile(name));
                case 1 -> names.add(Files.createLink(name, real(pick(names, random))));
                case 2 -> names.add(Files.createSymbolicLink(name, pick(names, random)));
                case 3 -> folders.add(Files.createDirectory(name));
                default -> folders.add(Files.createSymbolicLink(name, pick(folders, random)));
            }
        }
        for (Path one : names) {
            for (Path other : names) {
                boolean same = inode(one).equals(inode(other));
                assertThat(files.identity(spelled(one, random))
                                .key()
                                .equals(files.identity(spelled(other, random)).key()))
                        .as(one + " and " + other)
                        .isEqualTo(same);
            }
        }
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static Path real(Path path) throws Exception {
        return path.toRealPath();
    }

    private static String spelled(Path path, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> path.toString();
            case 1 -> path.getParent() + "/./" + path.getFileName();
            default -> path.getParent() + "//" + path.getFileName();
        };
    }

    private static String inode(Path path) throws Exception {
        return Files.getAttribute(path, "unix:dev") + ":" + Files.getAttribute(path, "unix:ino");
    }
}
