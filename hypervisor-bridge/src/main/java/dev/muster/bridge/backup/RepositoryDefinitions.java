package dev.muster.bridge.backup;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.Repository;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Adding and removing repositories. */
final class RepositoryDefinitions {
    private static final String MARK = "mark";

    /** Whether the directory became a repository by this job. */
    private static final String FRESH = "fresh";

    private final Repositories repositories;
    private final Minting minting;

    RepositoryDefinitions(Repositories repositories, Minting minting) {
        this.repositories = repositories;
        this.minting = minting;
    }

    List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        BackupCommand.AddRepository.class,
                        (command, _) -> prepare(command),
                        this::adding,
                        OnFailure.UNDO),
                new ComposedDefinition<>(
                        BackupCommand.RemoveRepository.class,
                        (command, _) -> {
                            repositories.require(command.repository());
                            return new Prepared("Remove repository " + command.repository(), Map.of());
                        },
                        (command, _) -> List.of(new StepDefinition(
                                "remove",
                                "Remove repository " + command.repository(),
                                command.repository().text(),
                                List.of(),
                                _ -> repositories.delete(command.repository()),
                                StepDefinition.NOTHING)),
                        OnFailure.KEEP));
    }

    private Prepared prepare(BackupCommand.AddRepository command) {
        Path root = Path.of(command.path()).normalize();
        Optional<UUID> there = RepositoryDirectory.look(root);
        Optional<Repository> taken =
                repositories.find(command.repository()).or(() -> repositories.at(root.toString(), there));
        if (taken.isPresent()) {
            Repository one = taken.get();
            throw Problem.of(
                            ErrorCode.REPOSITORY_EXISTS,
                            "The repository \"" + one.id() + "\" is there already, in " + one.path() + ".",
                            "It stays as it is.",
                            "Work with that one, or choose another name and directory.")
                    .toException();
        }
        return new Prepared(
                "Add repository " + command.repository(),
                Map.of(
                        MARK,
                        there.orElseGet(minting::uuid).toString(),
                        FRESH,
                        String.valueOf(there.isEmpty()),
                        "path",
                        root.toString()));
    }

    private List<StepDefinition> adding(BackupCommand.AddRepository command, Map<String, String> facts) {
        Path root = Path.of(facts.getOrDefault("path", command.path()));
        UUID mark = UUID.fromString(facts.getOrDefault(MARK, ""));
        return List.of(new StepDefinition(
                "add",
                "Add repository " + command.repository(),
                command.repository().text(),
                List.of(),
                _ -> {
                    RepositoryDirectory.make(root, mark);
                    repositories.put(new Repository(
                            command.repository(),
                            mark,
                            root.toString(),
                            repositories.clock().instant()));
                },
                _ -> {
                    repositories.delete(command.repository());
                    if (Boolean.parseBoolean(facts.getOrDefault(FRESH, "false"))) {
                        RepositoryDirectory.unmake(root, mark);
                    }
                }));
    }
}
