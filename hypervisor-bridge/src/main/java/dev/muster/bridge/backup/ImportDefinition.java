package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.HostGround;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.DiskImage;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a restore point of disk images of other programs. */
final class ImportDefinition implements JobDefinition<BackupCommand.ImportImage> {
    private static final Logger LOG = LoggerFactory.getLogger(ImportDefinition.class);

    private static final String POINT = "point";
    private static final String MACHINE = "uuid";
    private static final String MACS = "macs";
    private static final String VIRTUALIZATION = "virtualization";
    private static final String ARCHITECTURE = "architecture";

    private final BackupGround ground;
    private final Minting minting;

    ImportDefinition(BackupGround ground, Minting minting) {
        this.ground = ground;
        this.minting = minting;
    }

    @Override
    public Class<BackupCommand.ImportImage> command() {
        return BackupCommand.ImportImage.class;
    }

    @Override
    public Prepared prepare(BackupCommand.ImportImage command, Principal by) {
        RepositoryDirectory directory = ground.repositories().directory(command.repository());
        for (DiskImage image : command.images()) {
            require(image);
        }
        UUID machine = earlier(directory, command.machine().name()).orElseGet(minting::uuid);
        Optional<Host> host = host();
        Map<String, String> facts = Map.of(
                POINT,
                VmBackup.free(directory, machine, ground.clock().instant()),
                MACHINE,
                machine.toString(),
                MACS,
                String.join(" ", minting.macs(command.machine().networks().size())),
                VIRTUALIZATION,
                host.map(HostGround::virtualization).orElse("kvm"),
                ARCHITECTURE,
                host.map(Host::architecture).orElse("x86_64"));
        // written once here, so that what the XML cannot carry is refused before there is a job
        command.machine().xml(command.images().size(), domain(facts));
        return new Prepared(title(command), facts);
    }

    private static void require(DiskImage image) {
        try {
            ImageCheck.require(image);
        } catch (IOException e) {
            throw ImageCheck.unreadable(image, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ImageCheck.unreadable(image, new IOException(e));
        }
    }

    /** A host on this machine: its processors and whether it has KVM decide how the machine is defined. */
    private Optional<Host> host() {
        return ground.lookup().image().hosts().values().stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .filter(host -> ground.lookup().hypervisor(host.id()).backups().isHere())
                .filter(host -> !HostGround.virtualization(host).equals("test"))
                .findFirst();
    }

    /** The imported machine of that name. */
    private static Optional<UUID> earlier(RepositoryDirectory directory, String name) {
        return directory.points().stream()
                .flatMap(point -> manifest(point).stream())
                .filter(manifest -> manifest.imported() && manifest.name().equals(name))
                .map(PointManifest::vm)
                .findFirst();
    }

    /** One that is damaged stands in nobody's way. */
    private static Optional<PointManifest> manifest(Path point) {
        try {
            return Optional.of(RepositoryDirectory.manifest(point));
        } catch (MusterException e) {
            LOG.debug("{}: {}", point, e.problem().what());
            return Optional.empty();
        }
    }

    private static DomainBuilder.Ground domain(Map<String, String> facts) {
        String macs = facts.getOrDefault(MACS, "");
        return new DomainBuilder.Ground(
                facts.getOrDefault(VIRTUALIZATION, ""),
                facts.getOrDefault(ARCHITECTURE, ""),
                UUID.fromString(facts.getOrDefault(MACHINE, "")),
                macs.isEmpty() ? List.of() : List.of(macs.split(" ")),
                Optional.empty());
    }

    private static String title(BackupCommand.ImportImage command) {
        return "Import " + command.machine().name() + " to " + command.repository();
    }

    @Override
    public Claim claim(JobId job, BackupCommand.ImportImage command, Map<String, String> facts) {
        RepositoryId repository = command.repository();
        return ground.chains().adding(job, repository, domain(facts).uuid(), title(command));
    }

    @Override
    public List<StepDefinition> steps(BackupCommand.ImportImage command, Map<String, String> facts) {
        ImageImport work = new ImageImport(ground, command, facts.getOrDefault(POINT, ""), domain(facts));
        return List.of(new StepDefinition(
                "import",
                "Import " + command.machine().name(),
                command.repository().text(),
                List.of(),
                work::run,
                _ -> work.leaveNothing()));
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
