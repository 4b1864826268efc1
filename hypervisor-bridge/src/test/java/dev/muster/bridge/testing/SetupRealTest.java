package dev.muster.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster setup} as somebody who is not root, on a machine that lacks virsh. Becoming somebody else needs root. */
@Tag("real")
class SetupRealTest {
    private static final Path CHECKOUT = TinyGuest.projectRoot();

    /** A user that every system has and that owns nothing. */
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private record Said(int status, String text) {}

    /** Every program of the machine but virsh and sudo, and the set-up script where nobody may read it. */
    @BeforeEach
    void lookAlike() throws IOException {
        readable(directory);
        Path programs = readable(Files.createDirectory(directory.resolve("bin")));
        try (Stream<Path> all = Files.list(Path.of("/usr/bin"))) {
            for (Path program : all.toList()) {
                String name = program.getFileName().toString();
                if (!name.equals("virsh") && !name.equals("sudo")) {
                    Files.createSymbolicLink(programs.resolve(name), program);
                }
            }
        }
        for (String script : List.of("tools/setup", "tools/build-guest", "tools/lib/common.sh")) {
            Path copy = directory.resolve(script);
            readable(Files.createDirectories(copy.getParent()));
            readable(Files.copy(CHECKOUT.resolve(script), copy));
        }
        readable(directory.resolve("tools"));
    }

    /** JUnit would warn of each link that leads out of its folder. */
    @AfterEach
    void takeLinksAway() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("bin"))) {
            for (Path program : all.toList()) {
                Files.delete(program);
            }
        }
    }

    private static Path readable(Path path) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Said setup(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        line.add(directory.resolve("tools/setup").toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("PATH", directory.resolve("bin").toString());
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @Test
    void without_sudo_the_exact_command_is_printed_and_nothing_is_done() throws Exception {
        Said said = setup();

        assertThat(said.status()).as(said.text()).isEqualTo(3);
        assertThat(said.text())
                .contains("missing: virsh")
                .contains("  sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends")
                .contains("libvirt-clients");
        assertThat(setup("--dry-run").text()).startsWith("env DEBIAN_FRONTEND=noninteractive apt-get install");
    }

    @Test
    void with_sudo_exactly_what_is_missing_is_installed_through_it() throws Exception {
        Path asked = Files.createFile(directory.resolve("asked"));
        Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rw-rw-rw-"));
        readable(Files.writeString(
                directory.resolve("bin/sudo"), "#!/bin/bash\n[[ $1 == -n ]] || echo \"$@\" >>" + asked + "\n"));

        Said said = setup();

        // this sudo installs nothing, and that is noticed
        assertThat(said.status()).as(said.text()).isEqualTo(3);
        assertThat(said.text()).contains("after installing, still missing: virsh");
        assertThat(Files.readAllLines(asked))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("env DEBIAN_FRONTEND=noninteractive apt-get install")
                        .endsWith("libvirt-clients"));
    }
}
