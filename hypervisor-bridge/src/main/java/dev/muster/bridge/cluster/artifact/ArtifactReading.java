package dev.muster.bridge.cluster.artifact;

import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import java.util.List;
import java.util.Optional;

/** Reads artifacts whole as a step of a job: the only way to tell that a disk gives back what was stored. */
public final class ArtifactReading {
    private static final String UNIT = "bytes";

    private ArtifactReading() {}

    /**
     * A step that reads an artifact and notes how it is found; it fails with {@code ARTIFACT_MISSING} or
     * {@code ARTIFACT_CORRUPT}. One that was deleted meanwhile is passed over.
     */
    public static StepDefinition step(ArtifactStore store, ArtifactId id) {
        return new StepDefinition(
                "verify/" + id,
                "Read artifact " + id,
                id.text(),
                List.of(),
                context -> read(store, id, context),
                StepDefinition.NOTHING);
    }

    private static void read(ArtifactStore store, ArtifactId id, StepContext context) throws InterruptedException {
        context.waitingFor("its turn to be read");
        store.reading().lockInterruptibly();
        try {
            context.waitingFor("");
            Optional<Artifact> artifact = store.find(id);
            if (artifact.isPresent()) {
                switch (store.verify(artifact.get(), watching(context))) {
                    case WHOLE -> {}
                    case MISSING -> throw ArtifactProblems.missing(artifact.get());
                    case CORRUPT -> throw ArtifactProblems.corrupt(artifact.get());
                }
            }
        } finally {
            store.reading().unlock();
        }
    }

    /** Shows how far it is, and ends it where the job is cancelled. */
    static Watch watching(StepContext context) {
        return (done, total) -> {
            context.checkCancelled();
            context.progress(done, total, UNIT);
        };
    }
}
