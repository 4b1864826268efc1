package dev.muster.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class TinyGuestRealTest {
    @TempDir
    Path folder;

    @AfterEach
    void endGuest() throws Exception {
        if (virsh("list", "--name").contains("tiny")) {
            virsh("destroy", "tiny");
        }
    }

    @Test
    void it_says_who_it_is_and_goes_down_when_its_power_button_is_pressed() throws Exception {
        TinyGuest guest = TinyGuest.build();
        Path serial = folder.resolve("serial");
        Path xml = Files.writeString(folder.resolve("tiny.xml"), """
                <domain type='qemu'>
                  <name>tiny</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <features><acpi/></features>
                  <devices><serial type='file'><source path='%s'/></serial></devices>
                </domain>
                """.formatted(
                        guest.kernel(), guest.initrd(), TinyGuest.commandLine("tiny"), serial));

        virsh("create", xml.toString());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(serial)
                        .content()
                        .contains("muster.name=tiny", TinyGuest.ready("tiny"), "tiny tick 1"));

        virsh("shutdown", "tiny");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(virsh("list", "--name")).doesNotContain("tiny"));
        assertThat(serial).content().contains("muster guest tiny shutting down");
    }

    private static String virsh(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("virsh", "--connect", "qemu:///system"), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
