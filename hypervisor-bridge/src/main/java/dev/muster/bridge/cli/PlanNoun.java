package dev.muster.bridge.cli;

import dev.muster.bridge.json.PlanFile;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl plan}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "plan",
        description = "Recovery plans: which machines come back, in which order and in which networks.",
        synopsisSubcommandLabel = "VERB")
final class PlanNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    /** A version of a plan. {@code --version} is that of the plan here, not of the program. */
    static final class Version {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;

        @Option(names = "--version", paramLabel = "N", description = "Version of the plan (default: the newest).")
        private long number;
    }

    /** A plan that is saved or in a file. */
    static final class Source {
        @Parameters(paramLabel = "NAME", arity = "0..1", description = "A saved plan.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--file", paramLabel = "FILE", description = "A file with a plan; - for standard input.")
        private Optional<Path> file = Optional.empty();

        private void require() {
            if (name.isEmpty() == file.isEmpty()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A plan is named by NAME or by --file.",
                                "Nothing was changed.",
                                "Give one of them.")
                        .toException();
            }
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The recovery plans.")
    int list() {
        return with(session -> {
            List<RecoveryPlan> plans =
                    List.copyOf(session.inventory().objects(RecoveryPlan.class).values());
            Table table = new Table(
                    "There are no recovery plans.",
                    "NAME",
                    "STATE",
                    "VERIFIED UNTIL",
                    ">VERSION",
                    ">TIERS",
                    ">MACHINES",
                    ">NETWORKS",
                    ">OBJECTIVE",
                    "SAVED",
                    "BY",
                    "DESCRIPTION");
            Map<String, PlanStanding> standings = session.inventory().objects(PlanStanding.class);
            for (RecoveryPlan plan : plans) {
                Optional<PlanStanding> standing =
                        Optional.ofNullable(standings.get(plan.id().text()));
                table.row(
                        plan.id().text(),
                        standing.map(one -> one.health().name().toLowerCase(Locale.ROOT))
                                .orElse("not looked at"),
                        standing.flatMap(PlanStanding::verifiedUntil)
                                .map(Table::moment)
                                .orElse("not verified"),
                        "" + plan.version(),
                        "" + plan.tiers(),
                        "" + plan.machines(),
                        "" + plan.networks(),
                        plan.objective().map(JobProgress::duration).orElse(""),
                        Table.moment(plan.saved()),
                        plan.by(),
                        plan.description());
            }
            return session.output().answer(plans, table);
        });
    }

    @Command(name = "show", description = "What a plan says: tiers, machines, needs, gates, networks.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin Version version) {
        return with(session -> {
            RecoveryQuery.SavedPlan saved = saved(session, name, version.number);
            return session.output().answer(saved, PlanText.of(saved));
        });
    }

    private static RecoveryQuery.SavedPlan saved(CtlSession session, String name, long version) {
        return session.ask(new RecoveryQuery.Show(PlanId.of(name), version));
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Saves a new plan from a file.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "The plan; - for standard input.")
                    Path file,
            @Option(
                            names = "--comment",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "About this version (default: none).")
                    String comment) {
        return with(session -> {
            PlanId plan = PlanId.of(name);
            return session.submit(new RecoveryCommand.Create(plan, sound(session, file), comment));
        });
    }

    @Command(name = "set", description = "Saves another version of a plan from a file; none if nothing changed.")
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "The plan; - for standard input.")
                    Path file,
            @Option(
                            names = "--comment",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "About this version (default: none).")
                    String comment,
            @Mixin Version version) {
        return with(session -> {
            PlanId plan = PlanId.of(name);
            return session.submit(new RecoveryCommand.Set(plan, sound(session, file), version.number, comment));
        });
    }

    /** The plan of a file; its faults are told with the lines of the file. */
    private static PlanSpec sound(CtlSession session, Path path) {
        PlanFile file = PlanFile.read(Files.text(path));
        List<PlanFault> faults =
                session.ask(new RecoveryQuery.Check(file.spec())).faults();
        if (!faults.isEmpty()) {
            throw PlanFile.faulty(file.lines(faults));
        }
        return file.spec();
    }

    @Command(mixinStandardHelpOptions = true, name = "delete", description = "Deletes a plan with all its versions.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            PlanId plan = PlanId.of(name);
            if (!yes) {
                session.output().note("Deletes " + plan + " with all its versions.");
                Confirmation.require(session.output(), plan.text());
            }
            return session.submit(new RecoveryCommand.Delete(plan));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "validate",
            description =
                    "Lists what keeps a plan from being run, and what to know before; exit status 2 if it could not be.")
    int validate(@Mixin Source source) {
        return with(session -> {
            source.require();
            if (source.file.isPresent()) {
                PlanFile file = PlanFile.read(Files.text(source.file.get()));
                List<PlanFault> faults =
                        session.ask(new RecoveryQuery.Check(file.spec())).faults();
                String text = faults.isEmpty() ? "No faults." : String.join("\n", file.lines(faults));
                session.output().answer(faults, text);
                return faults.isEmpty() ? 0 : ErrorCode.USAGE_INVALID.kind().exitStatus();
            }
            session.inventory();
            RunQuery.Findings found =
                    session.ask(new RunQuery.DryRun(PlanId.of(source.name.orElseThrow()), 0, RunKind.RECOVERY));
            session.output()
                    .answer(
                            found.findings(),
                            found.findings().isEmpty() ? "No faults." : PlanRuns.text(found.findings()));
            return found.health() == Health.CRITICAL
                    ? ErrorCode.USAGE_INVALID.kind().exitStatus()
                    : 0;
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "forecast",
            description = "How long a recovery takes, what decides it and what other limits would do.")
    int forecast(@Mixin Source source) {
        return with(session -> {
            source.require();
            if (source.file.isPresent()) {
                PlanSpec spec = sound(session, source.file.get());
                RecoveryQuery.PlanForecast forecast =
                        session.ask(new RecoveryQuery.ForecastSpec(spec, Optional.empty()));
                return session.output().answer(forecast, ForecastText.of(spec, forecast));
            }
            RecoveryQuery.SavedPlan saved = saved(session, source.name.orElseThrow(), 0);
            RecoveryQuery.PlanForecast forecast =
                    session.ask(new RecoveryQuery.ForecastPlan(saved.plan(), saved.version()));
            return session.output().answer(forecast, ForecastText.of(saved.spec(), forecast));
        });
    }

    @Command(
            name = "test",
            description = "Runs a plan as a test, in isolated networks beside production, and removes it again.")
    int test(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin Version version,
            @Option(
                            names = "--keep",
                            description = "The test stands until it is removed with: muster ctl plan cleanup NAME.")
                    boolean keep) {
        return with(session -> session.submit(new RecoveryCommand.Test(PlanId.of(name), version.number, keep)));
    }

    @Command(
            name = "recover",
            description =
                    "Recovers by a plan for real: sources are forced off where they can be reached; with --planned they are"
                            + " shut down and captured once more.")
    int recover(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin Version version,
            @Option(names = "--planned", description = "Shut the sources down in reverse order, and lose nothing.")
                    boolean planned,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).recover(version.number, planned, yes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "commit",
            description = "Makes a recovery that stands production: its machines get disks of their own.")
    int commit(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).commit(yes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "rollback",
            description = "Takes a recovery that stands back: what it replaced runs again, as it was.")
    int rollback(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).cleanup(yes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "failback",
            description = "Brings a recovery that stands home, with all that was written meanwhile.")
    int failback(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).failback(yes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "guard",
            description =
                    "Has Muster, instead of their hosts, start the machines of a plan; with --off their hosts again.")
    int guard(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--off", description = "Their hosts start them again.") boolean off) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).guard(!off));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "vpn",
            description = "What the WireGuard peers of a plan's networks have to know.")
    int vpn(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--endpoint",
                            paramLabel = "HOST",
                            defaultValue = "HOST",
                            description = "Under which name or address peers reach the host.")
                    String endpoint) {
        return with(session -> {
            RunQuery.VpnKey key = session.ask(new RunQuery.VpnAccess());
            String text = session.ask(new RecoveryQuery.Show(PlanId.of(name), 0)).spec().networks().stream()
                    .flatMap(network -> network.vpn().stream()
                            .map(vpn -> "# " + network.name() + "\n[Peer]\nPublicKey = " + key.key()
                                    + "\nEndpoint = " + endpoint + ":" + vpn.port() + "\nAllowedIPs = "
                                    + network.subnet() + "\n"))
                    .collect(Collectors.joining("\n"));
            return session.output().answer(key, text.isEmpty() ? "No network of the plan has a VPN.\n" : text);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "cleanup",
            description = "Removes a test of a plan that stands, or takes a recovery back.")
    int cleanup(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Do not ask before a recovery is taken back.") boolean yes) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).cleanup(yes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "history",
            description = "The runs of a plan, newest first, or one of them with its machines.")
    int history(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "JOB", arity = "0..1", description = "One run.") Optional<String> job,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "At most so many runs (default: ${DEFAULT-VALUE}).")
                    int limit) {
        return with(session -> new PlanRuns(session, PlanId.of(name)).history(job, limit));
    }

    @Command(mixinStandardHelpOptions = true, name = "versions", description = "The versions of a plan, newest first.")
    int versions(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> {
            List<RecoveryQuery.PlanVersion> versions =
                    session.ask(new RecoveryQuery.Versions(PlanId.of(name))).versions();
            Table table = new Table("There are no versions.", ">VERSION", "SAVED", "BY", "COMMENT");
            for (RecoveryQuery.PlanVersion one : versions) {
                table.row("" + one.version(), Table.moment(one.saved()), one.by(), one.comment());
            }
            return session.output().answer(versions, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "compare",
            description = "What is different in one version of a plan from another.")
    int compare(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "A") long from,
            @Parameters(paramLabel = "B", description = "0 for the newest.") long to) {
        return with(session -> {
            RecoveryQuery.DifferenceList found = session.ask(new RecoveryQuery.Compare(PlanId.of(name), from, to));
            return session.output().answer(found.differences(), DifferenceText.of(found.differences()));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "restore",
            description = "Saves what an earlier version says as the newest one.")
    int restore(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "VERSION") long version) {
        return with(session -> session.submit(new RecoveryCommand.Restore(PlanId.of(name), version)));
    }

    @Command(name = "export", description = "Writes a plan as a file.")
    int export(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--file", paramLabel = "FILE", description = "Where to (default: standard output).")
                    Optional<Path> file,
            @Mixin Version version) {
        return with(session -> {
            RecoveryQuery.SavedPlan saved = saved(session, name, version.number);
            String text = PlanFile.write(saved.spec());
            if (file.isEmpty()) {
                session.output().raw(text);
                return 0;
            }
            Files.write(file.get(), text);
            return session.output()
                    .answer(
                            Map.of(
                                    "plan",
                                    saved.plan(),
                                    "version",
                                    saved.version(),
                                    "file",
                                    file.get().toString()),
                            saved.plan() + ", version " + saved.version() + ", is in " + file.get());
        });
    }
}
