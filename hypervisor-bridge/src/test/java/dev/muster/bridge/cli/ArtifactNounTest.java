package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactNounTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void artifacts_are_put_listed_shown_verified_and_deleted() throws Exception {
        String kernel = file("vmlinuz-6.12", "a kernel").toString();
        assertThat(ctl("artifact", "list")).isZero();
        assertThat(out).isEqualTo("There are no artifacts.\n");
        assertThat(ctl("artifact", "verify")).isEqualTo(3);

        assertThat(ctl("artifact", "put", "debian-13/vmlinuz", kernel)).as(err).isZero();
        assertThat(err).contains("Uploading " + kernel, "Store artifact debian-13/vmlinuz: done");
        assertThat(ctl("artifact", "put", "boot", kernel, "--kind", "script", "--json"))
                .as(err)
                .isZero();
        assertThat(out).contains("\"kind\" : \"cluster.put-artifact\"", "\"state\" : \"DONE\"");
        assertThat(err).as("the same content is not sent again").doesNotContain("Uploading");

        assertThat(ctl("artifact", "list")).isZero();
        assertThat(out.lines().findFirst().orElseThrow()).startsWith("STATE").contains("NAME", "KIND", "SIZE");
        assertThat(out).contains("whole  boot", "whole  debian-13/vmlinuz  kernel   8 B", "script");
        assertThat(ctl("artifact", "list", "--json")).isZero();
        Artifact[] artifacts = Json.read(out, Artifact[].class);
        assertThat(artifacts).extracting(Artifact::kind).containsExactly(ArtifactKind.SCRIPT, ArtifactKind.KERNEL);
        assertThat(ctl("artifact", "show", "boot")).isZero();
        assertThat(out).contains("SHA-256: " + artifacts[0].digest(), "State:   whole");

        assertThat(ctl("artifact", "verify")).as(err).isZero();
        assertThat(ctl("artifact", "verify", "boot", "debian-13/vmlinuz"))
                .as(err)
                .isZero();
        assertThat(err).contains("Verify 2 artifacts: done");

        assertThat(ctl("artifact", "delete", "boot")).isEqualTo(4);
        assertThat(ctl("artifact", "delete", "boot", "--yes")).as(err).isZero();
        assertThat(ctl("artifact", "show", "boot")).isEqualTo(3);
        assertThat(err).contains("ART-1");
        assertThat(ctl("artifact", "verify", "boot")).isEqualTo(3);
        assertThat(ctl("artifact", "verify", "debian-13/vmlinuz")).as(err).isZero();
    }

    @Test
    void what_is_wrong_is_said_and_shows_in_the_exit_status() throws Exception {
        Path file = file("boot.ipxe", "#!ipxe");
        assertThat(ctl("artifact", "put", "../boot", file.toString())).isEqualTo(2);
        assertThat(ctl("artifact", "put", "boot", file + ".gone")).isEqualTo(3);
        assertThat(ctl("artifact", "put", "boot", file("empty", "").toString())).isEqualTo(2);
        assertThat(err).contains("cannot be empty");
        assertThat(ctl("artifact", "put", "boot", file.toString(), "--kind", "poem"))
                .isEqualTo(2);
        assertThat(ctl("artifact", "put", "boot", file.toString())).as(err).isZero();
        assertThat(ctl("artifact", "put", "boot", file("other.ipxe", "#!ipxe 2").toString()))
                .isEqualTo(4);
        assertThat(err).contains("ART-2").doesNotContain("Uploading");

        Path stored = stored();
        Files.writeString(stored, "#!IPXE");
        assertThat(ctl("artifact", "verify", "boot")).isEqualTo(1);
        assertThat(err).contains("ART-5");
        assertThat(ctl("artifact", "show", "boot", "--json")).isZero();
        assertThat(Json.read(out, Artifact.class).state()).isEqualTo(ArtifactState.CORRUPT);
        assertThat(ctl("artifact", "put", "boot", file.toString())).as(err).isZero();
        assertThat(stored).hasContent("#!ipxe");
        assertThat(ctl("artifact", "verify", "boot")).as(err).isZero();
    }

    @Test
    void an_upload_that_was_cut_off_is_continued() throws Exception {
        byte[] content = "x".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("disk.img"), content);
        assertThat(ctl("artifact", "put", "disk", file.toString())).as(err).isZero();
        // as a kill in the middle leaves it: some of it below partial, and no artifact
        Path stored = stored();
        Path partial = directory.resolve("state/artifacts/partial").resolve(stored.getFileName());
        assertThat(ctl("artifact", "delete", "disk", "--yes")).as(err).isZero();
        assertThat(stored).doesNotExist();
        Files.write(partial, Arrays.copyOf(content, 2_500_000));

        assertThat(ctl("artifact", "put", "disk", file.toString())).as(err).isZero();

        List<String> uploading =
                err.lines().filter(line -> line.startsWith("Uploading")).toList();
        assertThat(uploading).singleElement().asString().contains("2.9 MiB of 2.9 MiB");
        assertThat(stored()).hasBinaryContent(content);
        assertThat(partial).doesNotExist();
        assertThat(ctl("artifact", "show", "disk")).isZero();
        assertThat(out).contains("Kind:    image");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path stored() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state/artifacts"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private int ctl(String... arguments) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), arguments);
        out = line.out();
        err = line.err();
        return line.status();
    }
}
