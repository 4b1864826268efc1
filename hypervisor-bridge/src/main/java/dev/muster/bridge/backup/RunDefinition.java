package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.Repository;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Backs one VM up. A backup that is cut off leaves nothing, and begins anew after a restart. */
final class RunDefinition implements JobDefinition<BackupCommand.Run> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String POINT = "point";

    /** Put before the hypervisor is asked to serve the disks: one under way is then ours. */
    private static final String BEGUN = "captureBegun";

    private final Lookup lookup;
    private final Repositories repositories;
    private final VmClaims claims;
    private final ChainClaims chains;
    private final Clock clock;

    RunDefinition(Lookup lookup, Repositories repositories, VmClaims claims, ChainClaims chains, Clock clock) {
        this.lookup = lookup;
        this.repositories = repositories;
        this.claims = claims;
        this.chains = chains;
        this.clock = clock;
    }

    @Override
    public Class<BackupCommand.Run> command() {
        return BackupCommand.Run.class;
    }

    @Override
    public Prepared prepare(BackupCommand.Run command, Principal by) {
        Repository repository = repositories.require(command.repository());
        RepositoryDirectory directory = repositories.directory(repository.id());
        Vm vm = lookup.vm(command.vm());
        lookup.connected(vm.id().host());
        Hypervisor hypervisor = lookup.hypervisor(vm.id().host());
        if (!hypervisor.backups().isHere()) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            vm.name() + " is on a host whose disks this bridge cannot read.",
                            "Nothing was changed.",
                            "Let a bridge on that host back it up.")
                    .toException();
        }
        if (vm.state() == VmState.UNKNOWN || vm.state() == VmState.CRASHED) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " is " + vm.state().word() + ", so it cannot be backed up.",
                            "Nothing was changed.",
                            "Look at the VM first.")
                    .toException();
        }
        PointWriter.disks(vm);
        claims.requireFree(vm.id());
        return new Prepared(
                "Back up " + vm.name() + " to " + repository.id(),
                Map.of("name", vm.name(), POINT, free(directory, vm)));
    }

    /** The name of a point captured now; where there is one of this second, with a number. */
    private String free(RepositoryDirectory directory, Vm vm) {
        String name = NAME.format(clock.instant());
        List<String> taken = directory.points(vm.id().uuid()).stream()
                .map(path -> path.getFileName().toString())
                .toList();
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    @Override
    public Claim claim(JobId job, BackupCommand.Run command, Map<String, String> facts) {
        Claim vm = claims.claim(job, command.vm(), title(facts));
        try {
            Claim chain = chains.adding(job, command.repository(), command.vm().uuid(), title(facts));
            return () -> {
                chain.release();
                vm.release();
            };
        } catch (RuntimeException e) {
            vm.release();
            throw e;
        }
    }

    private static String title(Map<String, String> facts) {
        return "Back up " + facts.getOrDefault("name", "");
    }

    @Override
    public List<StepDefinition> steps(BackupCommand.Run command, Map<String, String> facts) {
        String point = facts.getOrDefault(POINT, "");
        return List.of(new StepDefinition(
                "backup",
                title(facts),
                command.vm().text(),
                List.of(),
                context -> run(command, point, context),
                context -> leaveNothing(command, point, context)));
    }

    private void run(BackupCommand.Run command, String point, StepContext context) throws InterruptedException {
        RepositoryDirectory directory = repositories.directory(command.repository());
        Path points = directory.vm(command.vm().uuid());
        if (PointDraft.of(points, point).isWhole()) {
            return;
        }
        leaveNothing(command, point, context);
        Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
        Vm vm = hypervisor.vms().get(command.vm());
        context.putFact(BEGUN, point);
        try {
            new PointWriter(lookup, clock, directory, command.repository(), vm, point).write(context);
        } catch (IOException e) {
            throw brokenOff(vm, e);
        }
    }

    private static MusterException brokenOff(Vm vm, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (why.contains("No space left on device")) {
            return Problem.of(
                            ErrorCode.DISK_FULL,
                            "The repository is full.",
                            "Nothing of this backup is kept. " + vm.name() + " goes on, and earlier points are whole.",
                            "Make room there, then run it again.")
                    .withDetails(why)
                    .toException(cause);
        }
        return Problem.of(
                        ErrorCode.BACKUP_BROKEN_OFF,
                        "The backup of " + vm.name() + " broke off: " + why + ".",
                        "Nothing of it is kept. The VM goes on, and earlier points are whole.",
                        "Look at the VM and the repository, then run it again.")
                .withDetails(String.valueOf(cause))
                .toException(cause);
    }

    /** Ends what an earlier attempt may have begun. What is whole stays. */
    private void leaveNothing(BackupCommand.Run command, String point, StepContext context) {
        RepositoryDirectory directory = repositories.directory(command.repository());
        PointDraft draft = PointDraft.of(directory.vm(command.vm().uuid()), point);
        if (draft.isWhole()) {
            return;
        }
        if (context.fact(BEGUN).isPresent()) {
            Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
            hypervisor.backups().end(command.vm());
            hypervisor.backups().deleteCheckpoint(command.vm(), PointWriter.checkpoint(command.repository(), point));
        }
        try {
            draft.discard();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
