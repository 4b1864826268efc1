package dev.muster.bridge.backup;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.Verification;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies restore points and takes them away. */
final class PointDefinitions {
    private static final Logger LOG = LoggerFactory.getLogger(PointDefinitions.class);

    private final BackupGround ground;

    PointDefinitions(BackupGround ground) {
        this.ground = ground;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        BackupCommand.Verify.class,
                        (command, _) -> {
                            ground.repositories().point(command.point());
                            return new Prepared("Verify " + command.point(), Map.of());
                        },
                        (command, _) -> one(
                                "verify",
                                "Verify " + command.point(),
                                command.point().text(),
                                context -> verify(command.point(), context)),
                        (job, command, _) -> ground.chains()
                                .reading(
                                        job,
                                        command.point().repository(),
                                        command.point().vm(),
                                        "Verify " + command.point().name()),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        BackupCommand.CheckRepository.class,
                        (command, _) -> {
                            ground.repositories().directory(command.repository());
                            return new Prepared("Check repository " + command.repository(), Map.of());
                        },
                        (command, _) -> one(
                                "check",
                                "Check repository " + command.repository(),
                                command.repository().text(),
                                context -> check(command.repository(), context)),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        BackupCommand.Mend.class,
                        (command, _) -> {
                            ground.vms().requireFree(command.vm());
                            String name = ground.lookup().vm(command.vm()).name();
                            return new Prepared("Mend the backups of " + name, Map.of("name", name));
                        },
                        (command, facts) -> one(
                                "mend",
                                "Mend the backups of " + facts.getOrDefault("name", ""),
                                command.vm().text(),
                                context -> new Doctor(ground)
                                        .mend(
                                                ground.lookup()
                                                        .hypervisor(command.vm().host())
                                                        .vms()
                                                        .get(command.vm()),
                                                context)),
                        (job, command, facts) -> ground.vms()
                                .claim(job, command.vm(), "Mend the backups of " + facts.getOrDefault("name", "")),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        BackupCommand.DeletePoint.class,
                        (command, _) -> {
                            PointFiles point = ground.repositories().point(command.point());
                            PointMarks.requireUnused(point);
                            ground.repositories().requireAlone(point);
                            return new Prepared("Delete restore point " + command.point(), Map.of());
                        },
                        (command, _) -> one(
                                "delete",
                                "Delete restore point " + command.point(),
                                command.point().text(),
                                context -> delete(command.point(), context)),
                        (job, command, _) -> ground.chains()
                                .changing(
                                        job,
                                        command.point().repository(),
                                        command.point().vm(),
                                        "Delete restore point "
                                                + command.point().name()),
                        OnFailure.KEEP));
    }

    private static List<StepDefinition> one(String id, String name, String subject, StepDefinition.Action run) {
        return List.of(new StepDefinition(id, name, subject, List.of(), run, StepDefinition.NOTHING));
    }

    /** Reads all of a point, notes what came of it; {@code POINT_DAMAGED}. */
    void verify(PointId id, StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(id.repository());
        Optional<RepositoryLease.Hold> lease = ground.lease().holdToRead(directory);
        try {
            PointFiles point = ground.repositories().point(id);
            long total = point.manifest().disks().stream()
                    .mapToLong(disk -> disk.size())
                    .sum();
            PointCheck check = new PointCheck((read, _) -> {
                context.checkCancelled();
                context.progress(Math.min(read, total), total, "bytes");
            });
            Optional<String> damage = check.files(point);
            if (damage.isEmpty()) {
                damage = check.disks(point);
            }
            note(point.path(), damage, lease.isPresent());
            if (damage.isPresent()) {
                throw damaged("The restore point " + id + " is damaged. " + damage.get(), goodBefore(id));
            }
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        } finally {
            lease.ifPresent(RepositoryLease.Hold::close);
        }
    }

    private void note(Path point, Optional<String> damage, boolean writable) {
        if (writable) {
            try {
                PointMarks.verified(point, new Verification(ground.clock().instant(), damage.orElse("")));
            } catch (IOException e) {
                // a full repository can be read all the same
                LOG.debug("{} was verified, which could not be noted: {}", point, e.toString());
            }
        }
    }

    /** The newest point of the same VM whose files are all as they were. */
    private String goodBefore(PointId id) throws InterruptedException {
        PointCheck check = new PointCheck((_, _) -> {});
        for (Path path :
                ground.repositories().directory(id.repository()).points(id.vm()).reversed()) {
            PointId other =
                    new PointId(id.repository(), id.vm(), path.getFileName().toString());
            if (!other.equals(id) && problem(check, other, path).isEmpty()) {
                return "The newest good point of that VM is " + other + ".";
            }
        }
        return "No other point of that VM is good. Back it up anew.";
    }

    private static Optional<String> problem(PointCheck check, PointId id, Path path) throws InterruptedException {
        try {
            return check.files(new PointFiles(id, path, RepositoryDirectory.manifest(path)));
        } catch (IOException e) {
            return Optional.of("The file " + path + " cannot be read.");
        } catch (MusterException e) {
            return Optional.of(e.problem().what());
        }
    }

    private static MusterException damaged(String what, String remedy) {
        return Problem.of(ErrorCode.POINT_DAMAGED, what, "Points that do not lie upon it are good.", remedy)
                .toException();
    }

    private void check(RepositoryId id, StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(id);
        Optional<RepositoryLease.Hold> lease = ground.lease().holdToRead(directory);
        try {
            long total = size(directory.root());
            PointCheck check = new PointCheck((read, _) -> {
                context.checkCancelled();
                context.progress(read, total, "bytes");
            });
            List<String> bad = new ArrayList<>();
            int good = 0;
            for (Path path : directory.points()) {
                Optional<PointId> point = id(id, path);
                if (point.isEmpty()) {
                    continue;
                }
                Optional<String> damage = problem(check, point.get(), path);
                note(path, damage, lease.isPresent());
                if (damage.isEmpty()) {
                    good++;
                    context.log(LogLine.Level.INFO, point.get() + " is good");
                } else {
                    bad.add(point.get() + ": " + damage.get());
                    context.log(LogLine.Level.ERROR, point.get() + " is damaged: " + damage.get());
                }
            }
            if (!bad.isEmpty()) {
                throw Problem.of(
                                ErrorCode.POINT_DAMAGED,
                                "Damaged restore points in " + id + ": " + bad.size() + "; good: " + good + ".",
                                "Nothing was changed. What is good stays so.",
                                "Look at the job's log: it names each. Restore from the good ones; the next backup of"
                                        + " those VMs is a full one.")
                        .withDetails(String.join("\n", bad))
                        .toException();
            }
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        } finally {
            lease.ifPresent(RepositoryLease.Hold::close);
        }
    }

    private static Optional<PointId> id(RepositoryId repository, Path path) {
        try {
            return Optional.of(new PointId(
                    repository,
                    UUID.fromString(path.resolve("..").normalize().getFileName().toString()),
                    path.getFileName().toString()));
        } catch (IllegalArgumentException | MusterException e) {
            return Optional.empty(); // nothing Muster put there
        }
    }

    private static long size(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    private void delete(PointId id, StepContext context) throws InterruptedException {
        if (Files.exists(ground.repositories()
                .directory(id.repository())
                .vm(id.vm())
                .resolve(id.name())
                .resolve(RepositoryDirectory.MANIFEST))) {
            ground.repositories().requireAlone(ground.repositories().point(id));
        }
        remove(id, context);
    }

    /** Takes a point away, also one of a set. */
    void remove(PointId id, StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(id.repository());
        try (RepositoryLease.Hold _ = ground.lease().hold(directory)) {
            Path points = directory.vm(id.vm());
            if (Files.exists(points.resolve(id.name()).resolve(RepositoryDirectory.MANIFEST))) {
                PointMarks.requireUnused(ground.repositories().point(id));
            }
            new PointMerge(points, id.name(), context).run();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }
}
