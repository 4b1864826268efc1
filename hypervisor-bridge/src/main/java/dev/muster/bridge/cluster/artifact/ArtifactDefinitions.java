package dev.muster.bridge.cluster.artifact;

import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand.DeleteArtifact;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactCommand.VerifyArtifacts;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The jobs on artifacts. Each step is one change of the store that is whole or not there, so all are simply run again. */
final class ArtifactDefinitions {

    private final ArtifactStore store;
    private final Predicate<ArtifactId> inUse;
    private final Clock clock;

    ArtifactDefinitions(ArtifactStore store, Predicate<ArtifactId> inUse, Clock clock) {
        this.store = store;
        this.inUse = inUse;
        this.clock = clock;
    }

    List<JobDefinition<?>> all() {
        return List.of(
                new ComposedDefinition<>(
                        PutArtifact.class, (command, _) -> preparePut(command), this::put, OnFailure.UNDO),
                new ComposedDefinition<>(
                        VerifyArtifacts.class,
                        (command, _) -> prepareVerify(command),
                        (_, facts) -> verify(facts),
                        OnFailure.KEEP),
                new ComposedDefinition<>(
                        DeleteArtifact.class, (command, _) -> prepareDelete(command), this::delete, OnFailure.KEEP));
    }

    private Prepared preparePut(PutArtifact command) {
        store.requireFree(command.artifact(), command.digest());
        long received = store.received(command.digest(), command.size());
        if (received < command.size()) {
            throw ArtifactProblems.incomplete(received, command.size());
        }
        return new Prepared(
                "Store artifact " + command.artifact(),
                Map.of("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private List<StepDefinition> put(PutArtifact command, Map<String, String> facts) {
        Artifact artifact = new Artifact(
                command.artifact(),
                command.digest(),
                command.size(),
                command.kind(),
                Instant.parse(facts.getOrDefault("at", "")),
                ArtifactState.WHOLE);
        return List.of(new StepDefinition(
                "store",
                "Check and store " + command.artifact(),
                command.artifact().text(),
                List.of(),
                context -> store.put(artifact, ArtifactReading.watching(context)),
                _ -> store.withdraw(command.digest())));
    }

    private Prepared prepareVerify(VerifyArtifacts command) {
        List<ArtifactId> ids = command.artifacts().isEmpty()
                ? store.all().stream().map(Artifact::id).toList()
                : command.artifacts();
        if (ids.isEmpty()) {
            throw ArtifactProblems.none();
        }
        ids.forEach(this::require);
        String title = ids.size() == 1 ? "Verify artifact " + ids.getFirst() : "Verify " + ids.size() + " artifacts";
        // a name has no space
        return new Prepared(
                title, Map.of("artifacts", ids.stream().map(ArtifactId::text).collect(Collectors.joining(" "))));
    }

    private List<StepDefinition> verify(Map<String, String> facts) {
        return Arrays.stream(facts.getOrDefault("artifacts", "").split(" ", -1))
                .map(ArtifactId::of)
                .map(id -> ArtifactReading.step(store, id))
                .toList();
    }

    private Prepared prepareDelete(DeleteArtifact command) {
        Artifact artifact = require(command.artifact());
        requireUnused(command.artifact());
        return new Prepared("Delete artifact " + command.artifact(), Map.of("digest", artifact.digest()));
    }

    private List<StepDefinition> delete(DeleteArtifact command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "delete",
                "Delete " + command.artifact(),
                command.artifact().text(),
                List.of(),
                _ -> {
                    requireUnused(command.artifact());
                    store.delete(command.artifact(), facts.getOrDefault("digest", ""));
                },
                StepDefinition.NOTHING));
    }

    private Artifact require(ArtifactId id) {
        return store.find(id).orElseThrow(() -> ArtifactProblems.notFound(id));
    }

    private void requireUnused(ArtifactId id) {
        if (inUse.test(id)) {
            throw ArtifactProblems.inUse(id);
        }
    }
}
