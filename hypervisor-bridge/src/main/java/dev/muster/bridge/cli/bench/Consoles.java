package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts both consoles on so many VMs. */
final class Consoles {
    static final List<Bench.Tool> NEEDS = List.of(
            new Bench.Tool("virt-manager", "virt-manager"),
            new Bench.Tool("Xvfb", "xvfb"),
            new Bench.Tool("xdotool", "xdotool"));
    static final String OUR_TITLE = "Muster";
    static final String THEIR_TITLE = "Virtual Machine Manager";

    private final Workplace workplace;

    Consoles(Workplace workplace) {
        this.workplace = workplace;
    }

    /** A state directory whose bridge has so many simulated VMs. */
    Path state(int vms) throws IOException, InterruptedException {
        Path state = Files.createDirectories(workplace.directory().resolve("state-" + vms));
        workplace.run(
                List.of(
                        workplace.launcher(),
                        "ctl",
                        "--state",
                        state.toString(),
                        "host",
                        "create",
                        "bench",
                        "sim:///?hosts=20&vms=" + vms + "&seed=1"),
                Map.of());
        return state;
    }

    /** Until the launcher's start-up archive is written, so that its writing is in nobody's figure. */
    void awaitArchive() throws IOException, InterruptedException {
        Path lock = Path.of(workplace.launcher()).resolveSibling("target/dist/console.aot.lock");
        if (Files.exists(lock)) {
            workplace.run(List.of("flock", lock.toString(), "true"), Map.of());
        }
    }

    Process ours(Path state) throws IOException {
        return workplace.start(List.of(workplace.launcher(), "--state", state.toString()), Map.of());
    }

    Process theirs(Path document) throws IOException, InterruptedException {
        Path home = Files.createDirectories(workplace.directory().resolve("home"));
        return workplace.start(
                List.of("virt-manager", "--no-fork", "--connect", "test://" + document),
                Map.of(
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "XDG_CACHE_HOME", home.resolve("cache").toString()));
    }
}
