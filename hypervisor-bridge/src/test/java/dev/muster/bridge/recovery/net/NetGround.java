package dev.muster.bridge.recovery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Guests, links and what else there is beside recovery networks, with an end for each. */
final class NetGround {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Path directory;
    private final Deque<String[]> ends = new ArrayDeque<>();

    NetGround(Path directory) throws IOException {
        // never the machine's own VMs and networks
        assertThat(Files.readString(Path.of("/proc/self/mounts")))
                .contains(" /run/libvirt tmpfs ")
                .contains(" /run/muster tmpfs ");
        this.directory = directory;
    }

    void end() throws IOException, InterruptedException {
        while (!ends.isEmpty()) {
            var _ = process(ends.pop()).waitFor(30, TimeUnit.SECONDS);
        }
    }

    void endWith(String... line) {
        ends.push(line);
    }

    /** What it says; it has to succeed. */
    static String must(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> String.join(" ", line) + "\n" + said)
                .isZero();
        return said;
    }

    /** Whether it succeeds. */
    static boolean succeeds(String... line) throws IOException, InterruptedException {
        return process(line).waitFor() == 0;
    }

    private static Process process(String... line) throws IOException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts a program that goes on until the end. */
    void background(String... line) throws IOException {
        long pid = process(line).pid();
        endWith("kill", Long.toString(pid));
    }

    /** Boots a guest with a NIC on a Linux bridge. */
    void guest(String name, String bridge, String mac, String... words) throws Exception {
        TinyGuest guest = TinyGuest.build();
        Path xml = Files.writeString(directory.resolve(name + ".xml"), """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <interface type='bridge'><source bridge='%s'/><mac address='%s'/><model type='virtio'/>
                      <rom enabled='no'/></interface>
                    <serial type='file'><source path='%s'/><target port='0'/></serial>
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        name,
                        guest.kernel(),
                        guest.initrd(),
                        TinyGuest.commandLine(name) + " " + String.join(" ", words),
                        bridge,
                        mac,
                        serial(name)));
        endWith("virsh", "-c", "qemu:///system", "destroy", name);
        must("virsh", "-c", "qemu:///system", "create", xml.toString());
    }

    private Path serial(String name) {
        return directory.resolve(name + ".serial");
    }

    String said(String name) throws IOException {
        return Files.exists(serial(name)) ? Files.readString(serial(name), StandardCharsets.ISO_8859_1) : "";
    }

    void awaitSaid(String name, String words) {
        await().atMost(LONG)
                .failFast(() -> said(name).contains("Kernel panic"))
                .untilAsserted(() -> assertThat(said(name)).contains(words));
    }

    /** Everything on the host that a recovery network may leave. */
    static List<String> traces() throws IOException, InterruptedException {
        List<String> traces = new ArrayList<>();
        for (String link : must("ip", "-oneline", "link", "show").split("\n", -1)) {
            traces.add(link.replaceAll("^\\d+: ([^:@]+).*", "$1"));
        }
        for (String namespace : must("ip", "netns", "list").split("\n", -1)) {
            traces.add(namespace.replaceAll(" .*", ""));
        }
        traces.addAll(Arrays.asList(must("nft", "list", "tables").split("\n", -1)));
        traces.add("forward " + Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")));
        ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("dnsmasq") || line.contains("NetProbe") || line.contains("tcpdump"))
                .forEach(traces::add);
        return traces.stream().filter(line -> !line.isBlank()).sorted().toList();
    }
}
