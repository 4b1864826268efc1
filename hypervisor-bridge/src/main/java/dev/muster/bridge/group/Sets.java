package dev.muster.bridge.group;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.points.PointAccess;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.Verification;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.SetId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sets in the repositories: {@code sets/GROUP/NAME.json} in each, written once the restore points of all members are there, so that
 * a set is whole or none.
 */
final class Sets {
    private static final Logger LOG = LoggerFactory.getLogger(Sets.class);
    private static final String ENDING = ".json";

    /** The layout of the file of a set. */
    static final int LAYOUT = 1;

    private final PointAccess points;

    Sets(PointAccess points) {
        this.points = points;
    }

    private Path file(SetId id) {
        return points.sets(id.repository()).resolve(id.group().text()).resolve(id.name() + ENDING);
    }

    /** Where it is told before all of it is there. */
    private Path pending(SetId id) {
        return file(id).resolveSibling("." + id.name() + ".pending");
    }

    boolean isListed(SetId id) {
        return Files.isRegularFile(file(id));
    }

    /** Tells what will be a set once all points have their names. */
    void prepare(SetId id, GroupSet set) throws IOException {
        Path file = pending(id);
        Files.createDirectories(file.resolveSibling(""));
        WholeFiles.write(file, Json.writePretty(set) + "\n");
    }

    /** What was prepared; empty where that was not, or it is listed. */
    Optional<GroupSet> prepared(SetId id) throws IOException {
        Path file = pending(id);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Makes what was prepared a set; twice is once. */
    void list(SetId id) throws IOException {
        if (!isListed(id)) {
            Files.move(pending(id), file(id), StandardCopyOption.ATOMIC_MOVE);
        }
        WholeFiles.force(file(id).resolveSibling(""));
    }

    /** It is no set any more; what it was can be read until {@link #forget}. */
    void unlist(SetId id) throws IOException {
        if (isListed(id)) {
            Files.move(file(id), pending(id), StandardCopyOption.ATOMIC_MOVE);
            WholeFiles.force(file(id).resolveSibling(""));
        }
    }

    /** Forgets what was prepared or unlisted. */
    void forget(SetId id) throws IOException {
        Files.deleteIfExists(pending(id));
    }

    private static GroupSet read(Path file) throws IOException {
        GroupSet set = Json.read(Files.readString(file, StandardCharsets.UTF_8), GroupSet.class);
        if (set.layout() > LAYOUT) {
            throw new IOException(file + " is of a newer Muster (layout " + set.layout() + ")");
        }
        return set;
    }

    /** A set that is listed; {@code SET_NOT_FOUND}, {@code SET_DAMAGED} where its file cannot be read. */
    GroupSet require(SetId id) {
        if (!isListed(id)) {
            throw absent(id);
        }
        try {
            return read(file(id));
        } catch (IOException | MusterException e) {
            throw Problem.of(
                            ErrorCode.SET_DAMAGED,
                            "The set " + id + " cannot be read.",
                            "Nothing was changed. The restore points of its members may be good.",
                            "Choose another set, or restore its members one by one.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }

    /** {@code SET_NOT_FOUND} */
    MusterException absent(SetId id) {
        return Problem.of(
                        ErrorCode.SET_NOT_FOUND,
                        "There is no set " + id + ".",
                        "Nothing was changed.",
                        "Look at the list of sets.")
                .toException();
    }

    /** The same where all of it can be restored, as far as can be seen; {@code SET_DAMAGED} with the one before it that can. */
    GroupSet requireGood(SetId id) {
        GroupSet set = require(id);
        Optional<Problem> problem = problem(id, set);
        if (problem.isPresent()) {
            throw problem.get().toException();
        }
        return set;
    }

    private Optional<Problem> problem(SetId id, GroupSet set) {
        return damaged(id, set).map(damage -> damaged(id, damage.member(), damage.problem()));
    }

    /** That a set cannot be restored because of a member, and which one can be instead. */
    Problem damaged(SetId id, String member, Problem why) {
        return Problem.of(
                        ErrorCode.SET_DAMAGED,
                        "The set " + id + " is not whole: the restore point of " + member + " is missing or damaged.",
                        "None of its members is restored from it, since they would not fit together.",
                        before(id)
                                .map(one -> "The newest good set before it is " + one + ".")
                                .orElse("There is no good set of that group before it."))
                .withDetails(why.text());
    }

    /** A member that cannot be restored, and why. */
    private record Damage(String member, Problem problem) {}

    private Optional<Damage> damaged(SetId id, GroupSet set) {
        for (GroupSet.Member member : set.members()) {
            Optional<Problem> problem = points.problem(member.point(id));
            if (problem.isPresent()) {
                return problem.map(one -> new Damage(member.name(), one));
            }
        }
        return Optional.empty();
    }

    /** The newest set of that group captured before, in whatever repository, that can be restored. */
    Optional<SetId> before(SetId id) {
        Instant captured;
        try {
            captured = require(id).captured();
        } catch (MusterException e) {
            captured = Instant.MAX;
        }
        Instant until = captured;
        return ids(Optional.of(id.group())).stream()
                .filter(other -> !other.equals(id))
                .flatMap(other -> readable(other).map(set -> new Told(other, set)).stream())
                .filter(other -> other.set().captured().isBefore(until))
                .sorted(Comparator.comparing((Told other) -> other.set().captured())
                        .reversed())
                .filter(other -> damaged(other.id(), other.set()).isEmpty())
                .map(Told::id)
                .findFirst();
    }

    private record Told(SetId id, GroupSet set) {}

    private Optional<GroupSet> readable(SetId id) {
        try {
            return Optional.of(require(id));
        } catch (MusterException e) {
            LOG.warn("{}", e.problem().text());
            return Optional.empty();
        }
    }

    /** Those in the repositories that can be reached, the newest first. */
    List<Listed> listed(Optional<GroupId> group) {
        return ids(group).stream()
                .flatMap(id ->
                        readable(id).map(set -> new Listed(id, set, problem(id, set), verified(id, set))).stream())
                .sorted(Comparator.comparing((Listed one) -> one.set().captured())
                        .reversed())
                .toList();
    }

    /** When the member that was read the longest ago was; empty where one never was. */
    private Optional<Instant> verified(SetId id, GroupSet set) {
        List<Instant> all = new ArrayList<>();
        for (GroupSet.Member member : set.members()) {
            points.verification(member.point(id))
                    .filter(Verification::passed)
                    .ifPresent(verification -> all.add(verification.at()));
        }
        return all.size() == set.members().size() ? all.stream().min(Comparator.naturalOrder()) : Optional.empty();
    }

    private List<SetId> ids(Optional<GroupId> group) {
        List<SetId> ids = new ArrayList<>();
        for (RepositoryId repository : points.repositories()) {
            try {
                Path sets = points.sets(repository);
                for (String name : group.isPresent() ? List.of(group.get().text()) : names(sets, "", "")) {
                    for (String set : names(sets.resolve(name), "", ENDING)) {
                        id(repository, name, set).ifPresent(ids::add);
                    }
                }
            } catch (MusterException e) {
                LOG.debug("{}: {}", repository, e.problem().what());
            }
        }
        return ids;
    }

    /** The sets of a group in one repository. */
    List<SetId> ids(RepositoryId repository, GroupId group) {
        return ids(Optional.of(group)).stream()
                .filter(id -> id.repository().equals(repository))
                .toList();
    }

    /** Sets of a group in a repository that somebody began to make or to delete, and did not finish. */
    List<SetId> unfinished(RepositoryId repository, GroupId group) {
        return names(points.sets(repository).resolve(group.text()), ".", ".pending").stream()
                .flatMap(name -> id(repository, group.text(), name).stream())
                .toList();
    }

    private static Optional<SetId> id(RepositoryId repository, String group, String name) {
        try {
            return Optional.of(new SetId(repository, GroupId.of(group), name));
        } catch (MusterException e) {
            return Optional.empty(); // nothing Muster put there
        }
    }

    /** What is called like that in a directory, without beginning and ending. */
    private static List<String> names(Path directory, String beginning, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(beginning) && name.endsWith(ending))
                    .filter(name -> !beginning.isEmpty() || !name.startsWith("."))
                    .map(name -> name.substring(beginning.length(), name.length() - ending.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be read", directory, e);
            return List.of();
        }
    }
}
