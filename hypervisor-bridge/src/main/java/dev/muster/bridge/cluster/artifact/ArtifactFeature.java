package dev.muster.bridge.cluster.artifact;

import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Digests;
import dev.muster.model.error.MusterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts: uploaded in parts by digest, then stored under a name by a job. An upload is no job: it may be cut off at any byte
 * and go on later, over a restart of the bridge too, and nothing of it is visible until it is stored.
 */
public final class ArtifactFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactFeature.class);

    private final ArtifactStore store;
    private final ArtifactDefinitions definitions;
    private final Clock clock;

    /** Artifacts that may be deleted at any time. */
    public ArtifactFeature(FeatureContext context, ArtifactStore store) {
        this(context, store, _ -> false);
    }

    /** @param inUse whether something boots from an artifact, which is not deleted then */
    public ArtifactFeature(FeatureContext context, ArtifactStore store, Predicate<ArtifactId> inUse) {
        this.store = store;
        this.clock = context.clock();
        this.definitions = new ArtifactDefinitions(store, inUse, clock);
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions.all();
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<CallHandler> calls() {
        return List.of(
                new CallHandler(
                        "artifact/partial",
                        "Returns how many of the Call-Size bytes with the SHA-256 Call-Digest the bridge has; all of them"
                                + " need not be sent.",
                        Role.OPERATOR,
                        (call, _) -> number(store.received(digest(call), call.number("size")))),
                new CallHandler(
                        "artifact/part",
                        "Sends part of the Call-Size bytes with the SHA-256 Call-Digest, at Call-Offset; answers with the"
                                + " offset wanted next. A part that is not the one wanted next is passed over.",
                        Role.OPERATOR,
                        (call, _) -> number(
                                store.receive(digest(call), call.number("offset"), call.number("size"), call.body()))));
    }

    @Override
    public void start() {
        store.publish();
        try {
            store.tidy(clock.instant());
        } catch (MusterException e) {
            LOG.warn("The files of the artifacts cannot be looked at", e); // all else of the bridge still works
        }
    }

    private static String digest(FeatureCall call) {
        String digest = call.parameter("digest");
        Digests.require(digest);
        return digest;
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }
}
