package dev.muster.bridge.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.access.MemoryDocuments;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactCommand.DeleteArtifact;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactDefinitionsTest {
    private static final Principal ANNA = new Principal("anna", Role.OPERATOR, "local");
    private static final ArtifactId KERNEL = ArtifactId.of("vmlinuz");

    private final Set<ArtifactId> used = new HashSet<>();
    private final ObjectStore<Artifact> objects =
            new ObjectStore<>(Artifact.class, new MemoryDocuments(), ObjectPublisher.NOBODY);

    @Test
    void an_artifact_in_use_is_not_deleted_also_when_that_began_after_the_job_was_accepted(@TempDir Path directory)
            throws Exception {
        ArtifactStore store = new ArtifactStore(directory, objects);
        objects.put(new Artifact(KERNEL, "ab".repeat(32), 5, ArtifactKind.KERNEL, Instant.EPOCH, ArtifactState.WHOLE));
        JobDefinition<DeleteArtifact> delete = definition(store, DeleteArtifact.class);
        DeleteArtifact command = new DeleteArtifact(KERNEL);

        used.add(KERNEL);
        refused(() -> delete.prepare(command, ANNA));
        used.clear();
        Map<String, String> facts = delete.prepare(command, ANNA).facts();
        StepDefinition step = delete.steps(command, facts).getFirst();
        used.add(KERNEL);
        refused(() -> step.run().run(new Recorded()));
        assertThat(store.find(KERNEL)).isPresent();

        used.clear();
        step.run().run(new Recorded());
        step.run().run(new Recorded());
        assertThat(store.find(KERNEL)).isEmpty();
    }

    @Test
    void storing_says_how_far_the_reading_is_and_ends_when_the_job_is_cancelled(@TempDir Path directory)
            throws Exception {
        ArtifactStore store = new ArtifactStore(directory, objects);
        byte[] content = new byte[(1 << 20) + 5];
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        store.receive(digest, 0, content.length, content);
        JobDefinition<PutArtifact> put = definition(store, PutArtifact.class);
        PutArtifact command = new PutArtifact(KERNEL, ArtifactKind.KERNEL, digest, content.length);
        StepDefinition step =
                put.steps(command, put.prepare(command, ANNA).facts()).getFirst();

        Recorded cancelled = new Recorded();
        cancelled.cancelled = true;
        assertThat(catchThrowableOfType(MusterException.class, () -> step.run().run(cancelled))
                        .problem()
                        .code())
                .isEqualTo(ErrorCode.JOB_CANCELLED);
        step.undo().run(cancelled);
        assertThat(store.all()).isEmpty();
        assertThat(store.received(digest, content.length))
                .as("what came is kept")
                .isEqualTo(content.length);

        Recorded context = new Recorded();
        step.run().run(context);
        assertThat(context.progress).containsExactly("0 bytes", "1048576 bytes", "1048581 bytes");
        assertThat(store.whole(store.find(KERNEL).orElseThrow())).isTrue();
    }

    @SuppressWarnings("unchecked")
    private <C extends ArtifactCommand> JobDefinition<C> definition(ArtifactStore store, Class<C> command) {
        return (JobDefinition<C>) new ArtifactDefinitions(store, used::contains, Clock.systemUTC())
                .all().stream()
                        .filter(definition -> definition.command() == command)
                        .findFirst()
                        .orElseThrow();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThat(catchThrowableOfType(MusterException.class, work).problem().code())
                .isEqualTo(ErrorCode.ARTIFACT_IN_USE);
    }

    /** Remembers how far it is. */
    private static final class Recorded implements StepContext {
        private final List<String> progress = new ArrayList<>();
        private boolean cancelled;

        @Override
        public JobId job() {
            return JobId.of("test");
        }

        @Override
        public void progress(long done, long total, String unit) {
            progress.add(done + " " + unit);
        }

        @Override
        public void waitingFor(String what) {}

        @Override
        public void log(LogLine.Level level, String text) {}

        @Override
        public void checkCancelled() {
            if (cancelled) {
                throw Problem.of(ErrorCode.JOB_CANCELLED, "Cancelled.", "", "").toException();
            }
        }

        @Override
        public Optional<String> fact(String name) {
            return Optional.empty();
        }

        @Override
        public void putFact(String name, String value) {}
    }
}
