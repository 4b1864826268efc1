package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.RepositoryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories on the command line, over directories that are not always what was added. */
class RepositoryNounTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void a_directory_becomes_a_repository_and_stays_one_when_it_is_removed() throws Exception {
        Path root = Files.createDirectory(directory.resolve("backups"));
        assertThat(ctl("repository", "add", "nightly", "--path", root.toString()))
                .as(err)
                .isZero();
        RepositoryState state = only();
        assertThat(state.problem()).isEmpty();
        assertThat(state.freeBytes()).isPositive();
        assertThat(state.points()).isZero();
        assertThat(Files.readString(root.resolve("muster-repository.json")))
                .contains("\"layout\" : 1")
                .contains(state.repository().mark().toString());

        assertThat(ctl("repository", "add", "other", "--path", root.toString())).isEqualTo(4);
        assertThat(err).startsWith("BAK-2");
        assertThat(ctl("repository", "remove", "nightly")).isZero();
        assertThat(ctl("repository", "remove", "nightly")).isEqualTo(3);
        assertThat(err).startsWith("BAK-1");

        assertThat(ctl("repository", "add", "again", "--path", root.toString()))
                .as(err)
                .isZero();
        assertThat(only().repository().mark()).isEqualTo(state.repository().mark());
    }

    @Test
    void an_empty_mount_point_is_not_taken_for_the_repository() throws Exception {
        Path root = Files.createDirectory(directory.resolve("mounted"));
        assertThat(ctl("repository", "add", "nightly", "--path", root.toString()))
                .isZero();
        Path aside = Files.move(root, directory.resolve("aside"));
        assertThat(problem()).contains("There is no directory");
        Files.createDirectory(root);
        assertThat(problem()).contains("not what is in the repository");
        assertThat(files(root)).isEmpty();

        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(ctl("repository", "add", "other", "--path", other.toString()))
                .isZero();
        assertThat(ctl("repository", "remove", "other")).isZero();
        Files.delete(root);
        Files.move(other, root);
        assertThat(problem()).contains("another repository");

        Files.move(root, other);
        Files.move(aside, root);
        assertThat(only().problem()).isEmpty();
    }

    @Test
    void what_is_no_place_for_a_repository_says_why_and_is_left_as_it_is() throws Exception {
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Files.writeString(foreign.resolve("photo.jpg"), "photo");
        refused(foreign, "holds files that are no repository");
        assertThat(files(foreign)).containsExactly("photo.jpg");
        refused(directory.resolve("absent"), "There is no directory");
        Path newer = Files.createDirectory(directory.resolve("newer"));
        Files.writeString(
                newer.resolve("muster-repository.json"),
                "{\"layout\":2,\"id\":\"7b0c5c4e-0000-4000-8000-000000000027\"}");
        refused(newer, "A newer Muster wrote");
        Path odd = Files.createDirectory(directory.resolve("odd"));
        Files.writeString(odd.resolve("muster-repository.json"), "{");
        refused(odd, "is not as Muster writes it");

        assertThat(ctl("repository", "add", "nightly", "--path", "backups")).isEqualTo(2);
        assertThat(ctl("repository", "add", "nightly", "--path", directory + "/../etc"))
                .isEqualTo(2);
        assertThat(ctl("repository", "add", "Nightly!", "--path", directory.toString()))
                .isEqualTo(2);
        assertThat(ctl("repository", "list")).isZero();
        assertThat(out).contains("There are no repositories.");
    }

    private void refused(Path path, String why) {
        assertThat(ctl("repository", "add", "nightly", "--path", path.toString()))
                .as(path.toString())
                .isEqualTo(4);
        assertThat(err).startsWith("BAK-3").contains(why);
    }

    private RepositoryState only() {
        assertThat(ctl("repository", "list", "--json")).as(err).isZero();
        RepositoryState[] all = Json.read(out, RepositoryState[].class);
        assertThat(all).hasSize(1);
        return all[0];
    }

    private String problem() {
        return only().problem().orElseThrow().what();
    }

    private static java.util.List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }
}
