package dev.muster.bridge.cli.bench;

import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.json.Json;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster bench NAME…}. */
@Command(
        name = "bench",
        description =
                "Measures Muster against what people use today: startup, idle, inventory, fx, stall, boot-reassign, boot-storm,"
                        + " incremental, backup-throughput, instant-restore, group-skew, recovery.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final List<Bench> benches;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description =
                    "startup, idle, inventory, fx, stall, boot-reassign, boot-storm, incremental, backup-throughput,"
                            + " instant-restore, group-skew or recovery")
    private List<String> names = List.of();

    @Option(names = "--checkout", description = "the checkout whose launcher is measured, else the current directory")
    private Path checkout = Path.of("").toAbsolutePath();

    @Option(names = "--out", description = "where NAME.json is written, else target/bench of the checkout")
    private @Nullable Path out;

    /**
     * All measurements.
     *
     * @param drivers one of them opens {@code test:///}
     */
    public BenchCommand(List<HypervisorDriver> drivers) {
        benches = List.of(
                new StartupBench(),
                new IdleBench(),
                new InventoryBench(drivers),
                new FxBench(),
                new StallBench(drivers),
                new BootReassignBench(),
                new BootStormBench(),
                new IncrementalBench(),
                new BackupThroughputBench(),
                new InstantRestoreBench(),
                new GroupSkewBench(),
                new RecoveryBench());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int status = DONE;
        for (String name : names) {
            Bench bench = benches.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElse(null);
            status = Math.max(status, bench == null ? unknown(name) : run(bench));
        }
        return status;
    }

    private int run(Bench bench) throws IOException, InterruptedException {
        List<Bench.Tool> missing =
                bench.needs().stream().filter(tool -> !isThere(tool.program())).toList();
        if (!missing.isEmpty()) {
            missing.forEach(tool -> say(bench.name() + " needs " + tool.program() + ", which is missing; package "
                    + tool.debianPackage() + " (Debian, Ubuntu)"));
            return FAILED;
        }
        Path directory = Files.createTempDirectory("muster-bench");
        try (Workplace workplace = new Workplace(directory, checkout)) {
            List<Figure> figures = bench.run(workplace);
            say(Figure.header());
            figures.forEach(figure -> say(figure.row()));
            write(bench.name(), figures);
            return DONE;
        } catch (IOException | MusterException e) {
            say(bench.name() + " could not be measured: " + e.getMessage());
            return FAILED;
        } finally {
            delete(directory);
        }
    }

    private void write(String name, List<Figure> figures) throws IOException {
        Path to = out == null ? checkout.resolve("target").resolve("bench") : out;
        Path file = Files.createDirectories(to).resolve(name + ".json");
        Files.writeString(
                file, Json.writePretty(figures.stream().map(Figure::json).toList()));
        say("written to " + file);
    }

    private int unknown(String name) {
        say("There is no measurement \"" + name + "\"; there are "
                + String.join(", ", benches.stream().map(Bench::name).toList()) + ".");
        return USAGE;
    }

    private void say(String line) {
        if (spec != null) {
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.println(line);
            terminal.flush();
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place.isEmpty() ? "." : place, program)));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
