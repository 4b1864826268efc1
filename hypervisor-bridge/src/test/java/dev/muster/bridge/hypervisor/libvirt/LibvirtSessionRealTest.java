package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code qemu:///session}: a user without rights has VMs of their own, by a daemon that libvirt starts for them. */
@Tag("real")
class LibvirtSessionRealTest {
    private static final String NOBODY = "65534";

    private Path home = Path.of("/nonexistent");

    @BeforeEach
    void makeHome() throws IOException {
        // short, for a socket's path has 107 characters at most
        home = Files.createTempDirectory(
                Path.of("/var/tmp"),
                "m",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void endDaemon() throws IOException, InterruptedException {
        Path pid = home.resolve("run/libvirt/libvirtd.pid");
        if (Files.exists(pid)) {
            run("kill", Files.readString(pid).strip());
        }
        run("rm", "-rf", home.toString());
    }

    @Test
    void a_user_without_rights_has_vms_of_their_own() throws IOException, InterruptedException {
        TinyGuest guest = TinyGuest.build();
        Path kernel = Files.copy(guest.kernel(), home.resolve("kernel"));
        Path initrd = Files.copy(guest.initrd(), home.resolve("initrd"));
        Path serial = home.resolve("serial");
        Path xml = Files.writeString(
                home.resolve("own.xml"), """
                <domain type='qemu'>
                  <name>own</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <devices><serial type='file'><source path='%s'/></serial></devices>
                </domain>
                """.formatted(kernel, initrd, TinyGuest.commandLine("own"), serial));
        for (Path readable : new Path[] {kernel, initrd, xml}) {
            Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        }

        // the one right it keeps is to read the classes of this test, wherever the checkout lies
        String said = run(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search",
                "env",
                "HOME=" + home,
                "XDG_RUNTIME_DIR=" + home.resolve("run"),
                "XDG_CONFIG_HOME=" + home.resolve("config"),
                "XDG_CACHE_HOME=" + home.resolve("cache"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djna.tmpdir=" + home,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElse(System.getProperty("java.class.path")),
                SessionUser.class.getName(),
                xml.toString(),
                serial.toString(),
                TinyGuest.ready("own"));

        assertThat(said).contains("defined OFF", "started RUNNING", "said " + TinyGuest.ready("own"), "gone");
        assertThat(run("virsh", "--connect", "qemu:///system", "list", "--all", "--name"))
                .doesNotContain("own");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (var out = process.inputReader()) {
            said = out.readAllAsString();
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
