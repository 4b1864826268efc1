package dev.muster.bridge.backup;

import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repositories the bridge works with. */
final class Repositories {
    private static final Logger LOG = LoggerFactory.getLogger(Repositories.class);

    private final ObjectStore<Repository> all;
    private final Clock clock;
    private final StorageWatch watch;

    Repositories(FeatureContext context, StorageWatch watch) {
        this.all = context.store(Repository.class);
        this.clock = context.clock();
        this.watch = watch;
    }

    void publish() {
        all.publish();
    }

    Clock clock() {
        return clock;
    }

    Optional<Repository> find(RepositoryId id) {
        return all.find(id);
    }

    /** {@code REPOSITORY_NOT_FOUND} */
    Repository require(RepositoryId id) {
        return find(id).orElseThrow(() -> Problem.of(
                        ErrorCode.REPOSITORY_NOT_FOUND,
                        "There is no repository \"" + id + "\".",
                        "Nothing was changed.",
                        "Look at the list of repositories.")
                .toException());
    }

    /** The one in that directory, or of that mark, whatever it is called. */
    Optional<Repository> at(String path, Optional<UUID> mark) {
        return all.all().stream()
                .filter(one -> one.path().equals(path)
                        || mark.filter(one.mark()::equals).isPresent())
                .findFirst();
    }

    /** Its directory; {@code REPOSITORY_NOT_FOUND}, {@code REPOSITORY_UNUSABLE}. */
    RepositoryDirectory directory(RepositoryId id) {
        return directory(require(id));
    }

    private RepositoryDirectory directory(Repository repository) {
        Path root = Path.of(repository.path());
        watch.require(root);
        return RepositoryDirectory.open(root, repository.mark());
    }

    /** The storage of a repository, if it is one of these. */
    List<Path> storage(RepositoryId id) {
        return find(id).map(one -> Path.of(one.path())).stream().toList();
    }

    /** Does work of a step upon that storage; {@code REPOSITORY_UNUSABLE} when it falls silent for long. */
    <T> T work(List<Path> storage, StepContext context, StorageWatch.Work<T> work)
            throws IOException, InterruptedException {
        return watch.run(storage, context, work);
    }

    /** Looks at that storage before work is taken on; {@code REPOSITORY_UNUSABLE}. */
    <T> T look(List<Path> storage, StorageWatch.Work<T> look) {
        try {
            return watch.run(storage, look);
        } catch (StorageWatch.Silent e) {
            throw e.problem().toException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw StorageWatch.cancelled(e);
        }
    }

    /** Looks at what is asked for; repositories that fall silent meanwhile are then left out. */
    <T> T answer(StorageWatch.Work<T> question) {
        while (true) {
            List<Path> hopeful = new ArrayList<>();
            try {
                for (Repository repository : all.all()) {
                    Path root = Path.of(repository.path());
                    if (watch.answers(root)) {
                        hopeful.add(root);
                    }
                }
                return watch.run(hopeful, question);
            } catch (StorageWatch.Silent e) {
                // that is known from now on, so it is left out next time
                LOG.warn("{}", e.problem().what());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                throw StorageWatch.cancelled(e);
            }
        }
    }

    /** A whole point; {@code POINT_NOT_FOUND} and what {@link #directory} throws. */
    PointFiles point(PointId id) {
        Path path = directory(id.repository()).vm(id.vm()).resolve(id.name());
        if (!Files.isDirectory(path)) {
            throw Problem.of(
                            ErrorCode.POINT_NOT_FOUND,
                            "There is no restore point " + id + ".",
                            "Nothing was changed.",
                            "Look at the list of restore points.")
                    .toException();
        }
        if (RepositoryDirectory.isRetired(path)) {
            throw Problem.of(
                            ErrorCode.POINT_NOT_FOUND,
                            "The restore point " + id + " is being merged into the next one.",
                            "Nothing was changed.",
                            "Look at the list of restore points.")
                    .toException();
        }
        return new PointFiles(id, path, RepositoryDirectory.manifest(path));
    }

    /** Whether a point belongs to a set that is there. */
    boolean isInSet(RepositoryId repository, PointManifest manifest) {
        return manifest.set()
                .filter(set -> Files.exists(directory(repository).set(set)))
                .isPresent();
    }

    /** {@code POINT_IN_SET} */
    void requireAlone(PointFiles point) {
        if (isInSet(point.id().repository(), point.manifest())) {
            throw Problem.of(
                            ErrorCode.POINT_IN_SET,
                            "The restore point " + point.id() + " belongs to the set "
                                    + point.manifest().set().orElse("") + " of a consistency group.",
                            "It stays as it is: a set is whole or it is none.",
                            "Delete the set; that deletes the points of all its members.")
                    .toException();
        }
    }

    /** The points in those that can be reached, the newest first. */
    List<BackupQuery.Point> points(Optional<UUID> vm) {
        List<BackupQuery.Point> points = new ArrayList<>();
        for (Repository repository : all.all()) {
            try {
                RepositoryDirectory directory = directory(repository.id());
                List<Path> found = vm.isPresent() ? directory.points(vm.get()) : directory.points();
                for (Path path : found) {
                    point(repository.id(), path).ifPresent(points::add);
                }
            } catch (MusterException e) {
                LOG.debug("{}: {}", repository.id(), e.problem().what());
            }
        }
        points.sort(Comparator.comparing(
                        (BackupQuery.Point point) -> point.manifest().captured())
                .reversed());
        return points;
    }

    /** One whose manifest cannot be read is told by a check of the repository; it hides no other. */
    private static Optional<BackupQuery.Point> point(RepositoryId repository, Path path) {
        try {
            PointManifest manifest = RepositoryDirectory.manifest(path);
            PointId id =
                    new PointId(repository, manifest.vm(), path.getFileName().toString());
            return Optional.of(new BackupQuery.Point(
                    id, manifest, PointMarks.verification(path), PointMarks.users(path), PointMarks.booted(path)));
        } catch (MusterException e) {
            LOG.debug("{}: {}", path, e.problem().what());
            return Optional.empty();
        }
    }

    /** All of them. */
    List<Repository> all() {
        return all.all();
    }

    /** Those whose directory is there. */
    List<Repository> reachable() {
        return all.all().stream().filter(one -> state(one).problem().isEmpty()).toList();
    }

    /** Notes that a VM runs from no point any more, in the repositories that can be reached. */
    void letGo(UUID vm) {
        for (Repository repository : all.all()) {
            try {
                for (Path point : directory(repository.id()).points()) {
                    PointMarks.letGo(point, vm);
                }
            } catch (MusterException | IOException e) {
                LOG.warn("Points in {} may still be marked as used by {}: {}", repository.id(), vm, e.toString());
            }
        }
    }

    /** Whether an image lies upon a file of a repository. */
    boolean liesInOne(FileUsers users, String image) {
        if (!image.startsWith("/")) {
            return false;
        }
        List<Path> below = users.chain(image).files().stream().map(Path::of).toList();
        return all.all().stream()
                .map(repository -> Path.of(repository.path()))
                .anyMatch(root -> below.stream().anyMatch(path -> path.startsWith(root)));
    }

    void put(Repository repository) {
        all.put(repository);
    }

    void delete(RepositoryId id) {
        all.delete(id);
    }

    /** As they are found now. */
    List<RepositoryState> states() {
        return all.all().stream()
                .sorted(Comparator.comparing(one -> one.id().text()))
                .map(this::state)
                .toList();
    }

    private RepositoryState state(Repository repository) {
        try {
            RepositoryDirectory directory = directory(repository);
            FileStore store = directory.store();
            return new RepositoryState(
                    repository,
                    store.getTotalSpace(),
                    store.getUsableSpace(),
                    directory.points().size(),
                    RepositoryPace.of(directory, clock.instant()),
                    Optional.empty());
        } catch (MusterException e) {
            return RepositoryState.unusable(repository, e.problem());
        } catch (IOException e) {
            return RepositoryState.unusable(
                    repository,
                    RepositoryDirectory.failed(Path.of(repository.path()), e).problem());
        }
    }
}
