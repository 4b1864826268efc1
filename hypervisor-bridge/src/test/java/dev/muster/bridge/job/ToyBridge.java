package dev.muster.bridge.job;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.store.Store;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmCommand.Deletion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A bridge over a {@link ToyWorld}: in this process to recover, and as a process of its own to be killed. */
final class ToyBridge {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private ToyBridge() {}

    /**
     * To be killed.
     *
     * @param args state directory, directory of the files, pause in milliseconds, then {@code one KIND NAME} or
     *     {@code many SEED}
     */
    public static void main(String[] args) {
        Path state = Path.of(args[0]);
        ToyWorld world = new ToyWorld(Path.of(args[1]), Long.parseLong(args[2]));
        try (Store store = Store.open(state);
                JobEngine engine = new JobEngine(store, world.definitions(), Clock.systemUTC(), new Heard())) {
            engine.start();
            SqlAudit audit = new SqlAudit(store, Clock.systemUTC());
            if (args[3].equals("one")) {
                submit(engine, audit, command(args[4], args[5]));
                awaitEnd(engine);
            } else {
                Random random = new Random(Long.parseLong(args[4]));
                while (true) { // until killed
                    submit(engine, audit, randomCommand(random));
                    Awaitility.await()
                            .atMost(AT_MOST)
                            .until(() -> engine.unfinished().size() < 4);
                }
            }
        }
    }

    private static void submit(JobEngine engine, SqlAudit audit, Command command) {
        JobId id = engine.submit(
                command,
                Toys.ANNA,
                "",
                job -> audit.entry(Toys.ANNA, "toy", command.subject(), AuditEntry.Outcome.ACCEPTED, job.text(), ""));
        System.out.println(id.text());
        System.out.flush();
    }

    private static Command randomCommand(Random random) {
        String name = "n" + random.nextLong(Long.MAX_VALUE);
        return switch (random.nextInt(4)) {
            case 0 -> command(ToyWorld.ROWS, name);
            case 1 -> command(ToyWorld.DIAMOND, name);
            case 2 -> command(ToyWorld.CREATE, name);
            default -> command(ToyWorld.CREATE, "bad" + name);
        };
    }

    static Command command(String kind, String name) {
        return switch (kind) {
            case ToyWorld.CREATE -> Toys.define(name);
            case ToyWorld.DIAMOND -> Toys.network(name);
            case ToyWorld.ROWS -> new VmCommand.Power(PowerAction.START, List.of(uuid(name)));
            case ToyWorld.STEERED -> new VmCommand.Delete(List.of(new Deletion(uuid(name), List.of())));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static VmId uuid(String name) {
        return new VmId(Toys.HOST, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitEnd(JobEngine engine) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(AT_MOST)
                .until(() -> engine.unfinished().isEmpty());
    }

    /** The command line of such a process. */
    static ProcessBuilder process(Path state, Path files, long pauseMillis, String... what) {
        String path = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                ToyBridge.class.getName(),
                state.toString(),
                files.toString(),
                Long.toString(pauseMillis)));
        line.addAll(List.of(what));
        return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Starts over what is left, waits until all jobs have ended, and tells all that is wrong then. */
    static List<String> recover(Path state, Path files, List<String> submitted) throws Exception {
        Files.createDirectories(files);
        ToyWorld world = new ToyWorld(files, 0);
        List<String> faults = new ArrayList<>();
        try (Store store = Store.open(state)) {
            List<JobId> inFlight;
            List<Job> jobs;
            try (JobEngine engine = new JobEngine(store, world.definitions(), Clock.systemUTC(), new Heard())) {
                inFlight = engine.unfinished().stream().map(Job::id).toList();
                engine.start();
                awaitEnd(engine);
                jobs = engine.recent(Optional.empty(), 10_000);
                for (JobId id : inFlight) {
                    String recovered = engine.job(id).recovered();
                    if (recovered.isEmpty()
                            || engine.log(id, 0).stream()
                                    .noneMatch(line -> line.text().contains(recovered))) {
                        faults.add(id + " was in flight, but nothing says what became of it");
                    }
                }
            }
            List<String> known = jobs.stream().map(job -> job.id().text()).toList();
            submitted.stream().filter(id -> !known.contains(id)).forEach(id -> faults.add(id + " was lost"));
            faults.addAll(world.faults(jobs));
            List<String> audited = new SqlAudit(store, Clock.systemUTC())
                    .recent(0, 10_000).entries().stream().map(AuditEntry::job).toList();
            known.stream()
                    .filter(id -> !audited.contains(id))
                    .forEach(id -> faults.add(id + " has no entry in the audit"));
            audited.stream()
                    .filter(id -> !known.contains(id))
                    .forEach(id -> faults.add(id + " is in the audit, but there is no such job"));
            var verdict = new SqlAudit(store, Clock.systemUTC()).verify();
            if (verdict.firstBreak().isPresent()) {
                faults.add("the audit is broken: " + verdict);
            }
        }
        return faults;
    }
}
