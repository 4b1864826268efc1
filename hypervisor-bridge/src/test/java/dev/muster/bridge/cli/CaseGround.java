package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person at a shell does beside the private libvirtd of the tests, and what Muster's command line answers there. */
final class CaseGround {
    private final Path directory;
    String out = "";
    String err = "";

    /** Connects a bridge with its state below {@code directory} to libvirt. */
    CaseGround(Path directory) throws IOException {
        // Never the machine's own VMs.
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        this.directory = directory;
        done("host", "create", "here", "qemu:///system");
    }

    /** What virsh says; it has to succeed. */
    static String virsh(String... words) throws IOException, InterruptedException {
        String[] all = new String[words.length + 3];
        System.arraycopy(new String[] {"virsh", "-c", "qemu:///system"}, 0, all, 0, 3);
        System.arraycopy(words, 0, all, 3, words.length);
        return must(all);
    }

    /** For what may be gone already. */
    static void tidy(String... words) throws IOException, InterruptedException {
        run(List.of(words));
    }

    /** Defines a domain of libvirt from its XML. */
    void define(String xml) throws IOException, InterruptedException {
        virsh("define", Files.writeString(directory.resolve("domain.xml"), xml).toString());
    }

    static String must(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + "\n" + said)
                .isZero();
        return said;
    }

    /** For what may be gone already. */
    private static void run(List<String> command) throws IOException, InterruptedException {
        var _ = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits until virsh says that a domain is in a state. */
    static void await(String state, String vm) throws IOException, InterruptedException {
        long until = System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
        String now = virsh("domstate", vm).strip();
        while (!now.equals(state) && System.nanoTime() - until < 0) {
            now = virsh("domstate", vm).strip();
        }
        assertThat(now).isEqualTo(state);
    }

    void done(String... words) {
        assertThat(ctl(words)).as(() -> String.join(" ", words) + "\n" + err).isZero();
    }

    void refused(String says, String... words) {
        assertThat(ctl(words))
                .as(() -> String.join(" ", words) + "\n" + out + err)
                .isNotZero();
        assertThat(err).as(() -> String.join(" ", words)).contains(says).doesNotContain("HST-10");
    }

    int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }

    /** The same as a process of its own, which can be killed. */
    Process begun(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElse(System.getProperty("java.class.path")),
                MusterMain.class.getName(),
                "ctl",
                "--state",
                directory.resolve("state").toString()));
        line.addAll(List.of(words));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("begun.log").toFile())
                .start();
    }
}
