package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.bridge.open.LocalBridgeOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.stage.Stage;

/** The console as it is started, beside the private libvirtd of the tests. */
final class RealConsole implements AutoCloseable {
    private final AppGraph graph;

    private RealConsole(AppGraph graph) {
        this.graph = graph;
    }

    /** Opens its window; what it keeps is below {@code directory}. */
    static RealConsole open(Path directory) throws IOException, InterruptedException {
        // Never the machine's own VMs.
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        Operator.sitDown();
        AppArguments arguments = AppArguments.parse(
                List.of("--state", directory.resolve("state").toString(), "--lang", "en", "--theme", "light"));
        return new RealConsole(Operator.fx(() -> {
            AppGraph made = new AppGraph(
                    arguments,
                    new Stage(),
                    new LocalBridgeOpener(Map.of(
                            "XDG_CONFIG_HOME", directory.resolve("config").toString())),
                    new Settings(Optional.empty()));
            made.start();
            return made;
        }));
    }

    /** What virsh says; it has to succeed. */
    static String virsh(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("virsh", "--connect", "qemu:///system"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Closes all windows and the console. */
    @Override
    public void close() {
        Operator.getUp();
        graph.close();
    }
}
