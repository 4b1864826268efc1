package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl vm migrate}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "migrate",
        description = {
            "Moves a VM to another host, while it runs or when it is off.",
            "It goes on where it is until it runs at the target, and stays there when anything goes wrong."
        })
final class MigrateVerb implements Callable<Integer> {
    @ParentCommand
    private @Nullable VmNoun noun;

    @Parameters(paramLabel = "VM")
    private String name = "";

    @Option(names = "--to", paramLabel = "HOST", required = true)
    private String to = "";

    @Option(names = "--check", description = "Only says whether it can be migrated, and why not.")
    private boolean check;

    @Option(names = "--pause", description = "Pause the guest during migration (non-live).")
    private boolean pause;

    @Option(names = "--copy-storage", description = "Copies disks that the target does not see.")
    private boolean copyStorage;

    @Option(
            names = "--bandwidth",
            paramLabel = "MIB/S",
            defaultValue = "0",
            description = "At most so many MiB a second; 0 for no limit.")
    private long bandwidth;

    @Option(
            names = "--auto-converge",
            paramLabel = "yes|no",
            defaultValue = "yes",
            description = "Slows down a guest that writes faster than can be sent. Default: ${DEFAULT-VALUE}.")
    private String autoConverge = "yes";

    @Option(
            names = "--post-copy",
            description =
                    "The guest goes on at the target before all its memory is there; losing a host then loses it.")
    private boolean postCopy;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "Migration address of the target (default: its hostname).")
    private String address = "";

    @Override
    public Integer call() {
        VmNoun above = noun;
        if (above == null) {
            throw new CommandLine.InitializationException("migrate runs below vm");
        }
        return above.with(session -> {
            Names names = new Names(session.inventory());
            Vm vm = names.vm(name);
            Host host = names.host(to);
            if (check) {
                return show(session, session.ask(new VmQuery.Migrating(vm.id(), host.id())));
            }
            return session.submit(new VmCommand.Migrate(
                    vm.id(),
                    host.id(),
                    new MigrationOptions(
                            !pause, copyStorage, bandwidth, Noun.yesOrNo(autoConverge), postCopy, address)));
        });
    }

    private static int show(CtlSession session, MigrationPlan plan) {
        Table table = new Table("Nothing was looked at.", "", "ABOUT", "FOUND", "REMEDY");
        for (Check one : plan.checks()) {
            table.row(
                    switch (one.verdict()) {
                        case FINE -> "ok";
                        case NOTE -> "note";
                        case BLOCKED -> "NO";
                    },
                    one.topic().name().toLowerCase(Locale.ROOT),
                    one.text(),
                    one.remedy());
        }
        int status = session.output().answer(plan, table);
        if (!plan.possible()) {
            throw Problem.of(
                            ErrorCode.MIGRATION_REFUSED,
                            plan.name() + " cannot be migrated to " + plan.to() + ": "
                                    + plan.checks().stream()
                                            .filter(one -> one.verdict() == Verdict.BLOCKED)
                                            .map(Check::text)
                                            .findFirst()
                                            .orElse(""),
                            "It stays where it is.",
                            "Do what the list says.")
                    .toException();
        }
        return status;
    }
}
