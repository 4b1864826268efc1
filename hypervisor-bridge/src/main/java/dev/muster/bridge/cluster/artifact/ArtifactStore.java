package dev.muster.bridge.cluster.artifact;

import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The artifacts and their contents. A content lies at {@code artifacts/} in the bridge's state directory under its SHA-256,
 * once for all artifacts that have it, and is deleted with the last of them. Thread-safe: long reading of one content holds up
 * only those who write that content.
 */
public final class ArtifactStore {
    private static final Duration ABANDONED = Duration.ofDays(30);

    private final ContentFiles files;
    private final ObjectStore<Artifact> artifacts;
    /** Taken before {@link #records}, never after it. */
    private final ContentLocks contents = new ContentLocks();

    private final ReentrantLock records = new ReentrantLock();
    /** Contents are verified one at a time: a disk that reads two of them reads neither fast. */
    private final ReentrantLock reading = new ReentrantLock();

    /** The artifacts of that bridge. */
    public ArtifactStore(FeatureContext context) {
        this(context.directory().resolve("artifacts"), context.store(Artifact.class));
    }

    ArtifactStore(Path directory, ObjectStore<Artifact> artifacts) {
        this.files = new ContentFiles(directory);
        this.artifacts = artifacts;
    }

    ReentrantLock reading() {
        return reading;
    }

    /** An artifact by its name. */
    public Optional<Artifact> find(ArtifactId id) {
        return artifacts.find(id);
    }

    /** All artifacts, by name. */
    public List<Artifact> all() {
        return artifacts.all();
    }

    /**
     * The file with the content of an artifact, of the right size. It never changes; who has it open may read on when the
     * artifact is deleted.
     *
     * @throws dev.muster.model.error.MusterException {@code ARTIFACT_MISSING} where there is none, {@code ARTIFACT_CORRUPT}
     *     where it has another size
     */
    public Path content(Artifact artifact) {
        Path file = files.content(artifact.digest());
        return switch (glance(artifact)) {
            case WHOLE -> file;
            case MISSING -> throw ArtifactProblems.missing(artifact);
            case CORRUPT -> throw ArtifactProblems.corrupt(artifact);
        };
    }

    /** Whether the content of an artifact is there and has the right size; its bytes are not read. */
    public boolean whole(Artifact artifact) {
        return glance(artifact) == ArtifactState.WHOLE;
    }

    /**
     * Reads the whole content of an artifact and sets the state of all artifacts that have it.
     *
     * @return the state found
     * @throws InterruptedException when it is interrupted while another reads the same content
     */
    public ArtifactState verify(Artifact artifact) throws InterruptedException {
        return verify(artifact, Watch.NOBODY);
    }

    ArtifactState verify(Artifact artifact, Watch watch) throws InterruptedException {
        String digest = artifact.digest();
        return contents.holding(digest, () -> {
            ArtifactState found = glance(artifact);
            if (found == ArtifactState.WHOLE
                    && !files.hash(files.content(digest), watch).equals(digest)) {
                found = ArtifactState.CORRUPT;
            }
            mark(digest, found);
            return found;
        });
    }

    /** How many bytes of a content of that size there are; all of them where it is stored already. */
    long received(String digest, long size) {
        if (files.size(files.content(digest)) == size && !isDamaged(digest)) {
            return size;
        }
        return Math.max(0, files.size(files.partial(digest)));
    }

    /**
     * Writes a part of a content where it is the one wanted next.
     *
     * @return the offset wanted next
     */
    long receive(String digest, long offset, long size, byte[] part) {
        return contents.holdingPatiently(digest, () -> {
            long next = received(digest, size);
            if (offset != next || next >= size || part.length == 0) {
                return next;
            }
            if (part.length > size - next) {
                throw ArtifactProblems.tooLong(digest, size);
            }
            long free = files.free();
            if (size - next > free) {
                throw ArtifactProblems.noRoom(size - next, free);
            }
            return files.append(digest, next, part);
        });
    }

    /** Refuses the name of an artifact with other content. */
    void requireFree(ArtifactId id, String digest) {
        if (find(id).filter(there -> !there.digest().equals(digest)).isPresent()) {
            throw ArtifactProblems.exists(id);
        }
    }

    /**
     * Stores an artifact whose content came or is there; content and artifact become visible together, the content first.
     * Doing it twice is doing it once.
     */
    void put(Artifact artifact, Watch watch) throws InterruptedException {
        String digest = artifact.digest();
        var _ = contents.holding(digest, () -> {
            Path source = source(artifact);
            String found = files.hash(source, watch);
            if (!found.equals(digest)) {
                throw refused(artifact, source, found);
            }
            records.lock();
            try {
                requireFree(artifact.id(), digest);
                if (source.equals(files.partial(digest))) {
                    files.publish(digest);
                }
                mark(digest, ArtifactState.WHOLE);
                artifacts.put(artifact);
            } finally {
                records.unlock();
            }
            return ArtifactState.WHOLE;
        });
    }

    /** Takes back a content that was stored for an artifact that did not come into being; it need not be sent again. */
    void withdraw(String digest) throws InterruptedException {
        var _ = contents.holding(digest, () -> {
            boolean nobodys = named(digest).isEmpty();
            if (nobodys) {
                files.withdraw(digest);
            }
            return nobodys;
        });
    }

    /** Deletes an artifact of that content, and the content where no other artifact has it; what is gone is left alone. */
    void delete(ArtifactId id, String digest) throws InterruptedException {
        var _ = contents.holding(digest, () -> {
            records.lock();
            try {
                if (find(id).filter(there -> there.digest().equals(digest)).isPresent()) {
                    artifacts.delete(id);
                }
                if (named(digest).isEmpty()) {
                    files.delete(files.content(digest));
                }
            } finally {
                records.unlock();
            }
            return ArtifactState.MISSING;
        });
    }

    /** Publishes all artifacts. */
    void publish() {
        artifacts.publish();
    }

    /** Notes whose content is gone or cut short, and deletes uploads nobody went on with for 30 days. */
    void tidy(Instant now) {
        for (Artifact artifact : all()) {
            ArtifactState found = glance(artifact);
            if (found != ArtifactState.WHOLE) {
                artifacts.put(artifact.withState(found));
            }
        }
        files.deleteAbandoned(now.minus(ABANDONED));
    }

    private Path source(Artifact artifact) {
        Path partial = files.partial(artifact.digest());
        Path content = files.content(artifact.digest());
        long came = files.size(partial);
        if (came > artifact.size()) {
            files.delete(partial);
            throw ArtifactProblems.tooLong(artifact.digest(), artifact.size());
        }
        if (came == artifact.size()) {
            return partial;
        }
        if (files.size(content) == artifact.size() && !isDamaged(artifact.digest())) {
            return content;
        }
        throw ArtifactProblems.incomplete(Math.max(0, came), artifact.size());
    }

    private RuntimeException refused(Artifact artifact, Path source, String found) {
        String digest = artifact.digest();
        if (source.equals(files.partial(digest))) {
            files.delete(source);
            return ArtifactProblems.wrong(digest, found);
        }
        mark(digest, ArtifactState.CORRUPT);
        if (named(digest).isEmpty()) {
            files.delete(source);
        }
        return ArtifactProblems.corrupt(artifact);
    }

    private ArtifactState glance(Artifact artifact) {
        long size = files.size(files.content(artifact.digest()));
        if (size < 0) {
            return ArtifactState.MISSING;
        }
        return size == artifact.size() ? ArtifactState.WHOLE : ArtifactState.CORRUPT;
    }

    private boolean isDamaged(String digest) {
        return named(digest).stream().anyMatch(artifact -> artifact.state() != ArtifactState.WHOLE);
    }

    private List<Artifact> named(String digest) {
        return all().stream()
                .filter(artifact -> artifact.digest().equals(digest))
                .toList();
    }

    private void mark(String digest, ArtifactState state) {
        records.lock();
        try {
            named(digest).forEach(artifact -> artifacts.put(artifact.withState(state)));
        } finally {
            records.unlock();
        }
    }
}
