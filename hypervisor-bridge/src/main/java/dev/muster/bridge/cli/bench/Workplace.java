package dev.muster.bridge.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A directory and a display of its own for one measurement; what was started in it ends with it. */
final class Workplace implements AutoCloseable {
    private final Path directory;
    private final Path checkout;
    private final Deque<Process> running = new ArrayDeque<>();
    private String display = "";

    Workplace(Path directory, Path checkout) {
        this.directory = directory;
        this.checkout = checkout;
    }

    /** The checkout's launcher. */
    String launcher() {
        return checkout.resolve("muster").toString();
    }

    Path directory() {
        return directory;
    }

    /** A document of libvirt's test driver with so many domains. */
    Path testDriverDocument(int domains) throws IOException {
        StringBuilder out = new StringBuilder("<node>\n  <cpu><mhz>2000</mhz><model>x</model><active>4</active>"
                + "<nodes>1</nodes><sockets>1</sockets><cores>4</cores><threads>1</threads></cpu>"
                + "<memory>33554432</memory>\n");
        for (int i = 1; i <= domains; i++) {
            String uuid = UUID.nameUUIDFromBytes(("vm" + i).getBytes(StandardCharsets.UTF_8))
                    .toString();
            out.append("<domain type='test'><name>vm-").append(i).append("</name><uuid>");
            out.append(uuid).append("</uuid><memory unit='MiB'>512</memory><vcpu>2</vcpu>");
            out.append("<os><type arch='x86_64'>hvm</type></os><devices>");
            out.append("<disk type='file' device='disk'><source file='/images/vm-")
                    .append(i);
            out.append(".qcow2'/><target dev='vda' bus='virtio'/></disk>");
            out.append("<interface type='network'><mac address='52:54:00:");
            out.append(String.format("%02x:%02x:%02x", i >> 16 & 255, i >> 8 & 255, i & 255));
            out.append("'/><source network='default'/></interface></devices></domain>\n");
        }
        return Files.writeString(directory.resolve("node-" + domains + ".xml"), out.append("</node>\n"));
    }

    /** Starts a display of its own, so that nothing shows on the desktop. */
    void startDisplay() throws IOException {
        Process server = start(
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"),
                Map.of(),
                ProcessBuilder.Redirect.PIPE);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String number = out.readLine();
            if (number == null) {
                throw new IOException("Xvfb did not start");
            }
            display = ":" + number.strip();
        }
    }

    /** Starts a program on that display. */
    Process start(List<String> command, Map<String, String> environment) throws IOException {
        return start(command, environment, ProcessBuilder.Redirect.DISCARD);
    }

    private Process start(List<String> command, Map<String, String> environment, ProcessBuilder.Redirect output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(directory.resolve("errors.log").toFile());
        builder.environment().put("DISPLAY", display);
        builder.environment().put("GDK_BACKEND", "x11");
        builder.environment().put("NO_AT_BRIDGE", "1");
        builder.environment().put("GSETTINGS_BACKEND", "memory");
        builder.environment().putAll(environment);
        Process process = builder.start();
        running.push(process);
        return process;
    }

    /** Runs a program to its end; milliseconds it took. */
    double run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = start(command, environment);
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " failed: " + Files.readString(directory.resolve("errors.log")));
        }
        return (System.nanoTime() - before) / 1e6;
    }

    /** Milliseconds until a window of that title shows. */
    double untilWindow(long startedNanos, String title, Process process) throws IOException, InterruptedException {
        long end = startedNanos + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            Process search = start(List.of("xdotool", "search", "--onlyvisible", "--name", title), Map.of());
            boolean found = search.waitFor() == 0;
            running.remove(search);
            if (found) {
                return (System.nanoTime() - startedNanos) / 1e6;
            }
            if (!process.isAlive()) {
                throw new IOException("The program ended before it showed a window: "
                        + Files.readString(directory.resolve("errors.log")));
            }
        }
        throw new IOException("No window \"" + title + "\" within 60 s");
    }

    /** Share of one core that a process and those it started take over a time, in percent. */
    static double cpuPercent(Process process, Duration over) throws IOException, InterruptedException {
        double before = cpuSeconds(process);
        long from = System.nanoTime();
        boolean ended = process.waitFor(over.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            throw new IOException("The program ended while it was measured");
        }
        return 100 * (cpuSeconds(process) - before) / ((System.nanoTime() - from) / 1e9);
    }

    /** From /proc/PID/stat, fields 14 and 15 (proc(5)), in ticks of 1/100 s. */
    private static double cpuSeconds(Process process) throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        double seconds = 0;
        for (ProcessHandle one : all) {
            Path stat = Path.of("/proc", Long.toString(one.pid()), "stat");
            if (Files.exists(stat)) {
                String text = Files.readString(stat);
                String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
                seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
            }
        }
        return seconds;
    }

    /** Ends a process that was started here, and waits until it is gone. */
    void end(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        running.remove(process);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
    }
}
