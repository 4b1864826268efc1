package dev.muster.bridge.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.access.MemoryDocuments;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final ArtifactId KERNEL = ArtifactId.of("debian-13/vmlinuz");
    private static final ArtifactId COPY = ArtifactId.of("rescue/vmlinuz");

    private final MemoryDocuments documents = new MemoryDocuments();
    private final byte[] bytes = random(300_000, 7);
    private final Artifact kernel = artifact(KERNEL, bytes);

    @TempDir
    Path directory;

    private ArtifactStore store;

    @BeforeEach
    void open() {
        store = opened();
    }

    @Test
    void what_was_sent_whole_is_stored_under_its_digest() throws Exception {
        stored(kernel);

        assertThat(store.find(KERNEL)).contains(kernel);
        assertThat(store.whole(kernel)).isTrue();
        assertThat(store.content(kernel)).isEqualTo(content()).hasBinaryContent(bytes);
        assertThat(store.verify(kernel)).isEqualTo(ArtifactState.WHOLE);
        assertThat(opened().find(KERNEL)).as("after a restart").contains(kernel);
    }

    @Test
    void the_same_content_is_stored_once_and_not_asked_for_again() throws Exception {
        stored(kernel);

        assertThat(store.received(kernel.digest(), bytes.length)).isEqualTo(bytes.length);
        assertThat(store.receive(kernel.digest(), 0, bytes.length, bytes)).isEqualTo(bytes.length);
        store.put(artifact(COPY, bytes), Watch.NOBODY);

        assertThat(contents()).containsExactly(content());
        assertThat(store.content(artifact(COPY, bytes))).isEqualTo(store.content(kernel));
    }

    @Test
    void content_goes_with_the_last_artifact_that_has_it() throws Exception {
        stored(kernel);
        store.put(artifact(COPY, bytes), Watch.NOBODY);

        store.delete(KERNEL, kernel.digest());
        assertThat(store.find(KERNEL)).isEmpty();
        assertThat(store.content(artifact(COPY, bytes))).hasBinaryContent(bytes);

        store.delete(COPY, kernel.digest());
        store.delete(COPY, kernel.digest());
        assertThat(contents()).isEmpty();
    }

    /** The step is run again then, with the artifact gone and the content still there. */
    @Test
    void a_deletion_cut_off_between_artifact_and_content_is_finished() throws Exception {
        stored(kernel);
        objects().delete(KERNEL);

        store.delete(KERNEL, kernel.digest());

        assertThat(contents()).isEmpty();
    }

    @Test
    void a_name_is_not_given_to_other_content() throws Exception {
        stored(kernel);
        byte[] other = random(10, 8);
        Artifact same = artifact(KERNEL, other);
        store.receive(same.digest(), 0, other.length, other);

        refused(ErrorCode.ARTIFACT_EXISTS, () -> store.put(same, Watch.NOBODY));

        assertThat(store.content(kernel)).hasBinaryContent(bytes);
        assertThat(contents()).hasSize(1);
        store.delete(KERNEL, same.digest());
        assertThat(store.find(KERNEL))
                .as("a name of other content is not deleted")
                .contains(kernel);
    }

    @Test
    void an_upload_goes_on_where_it_was_cut_off_after_a_restart_too() throws Exception {
        store.receive(kernel.digest(), 0, bytes.length, Arrays.copyOf(bytes, 100_000));

        ArtifactStore again = opened();
        assertThat(again.received(kernel.digest(), bytes.length)).isEqualTo(100_000);
        assertThat(again.receive(kernel.digest(), 0, bytes.length, Arrays.copyOf(bytes, 50)))
                .as("a part that is there is passed over")
                .isEqualTo(100_000);
        assertThat(again.receive(kernel.digest(), 200_000, bytes.length, new byte[50]))
                .as("a part from beyond is passed over")
                .isEqualTo(100_000);
        again.receive(kernel.digest(), 100_000, bytes.length, Arrays.copyOfRange(bytes, 100_000, bytes.length));
        again.put(kernel, Watch.NOBODY);

        assertThat(again.content(kernel)).hasBinaryContent(bytes);
    }

    @Test
    void an_upload_that_was_cut_off_is_refused_and_kept() {
        store.receive(kernel.digest(), 0, bytes.length, Arrays.copyOf(bytes, 100_000));

        refused(ErrorCode.ARTIFACT_INCOMPLETE, () -> store.put(kernel, Watch.NOBODY));

        assertNothingIsVisible();
        assertThat(store.received(kernel.digest(), bytes.length)).isEqualTo(100_000);
    }

    @Test
    void more_than_was_announced_is_refused() {
        store.receive(kernel.digest(), 0, bytes.length, Arrays.copyOf(bytes, 299_999));

        refused(
                ErrorCode.USAGE_INVALID,
                () -> store.receive(kernel.digest(), 299_999, bytes.length, new byte[] {1, 2}));
        store.receive(kernel.digest(), 299_999, bytes.length + 1, new byte[] {1, 2});
        refused(ErrorCode.USAGE_INVALID, () -> store.put(kernel, Watch.NOBODY));

        assertNothingIsVisible();
        assertThat(store.received(kernel.digest(), bytes.length)).isZero();
    }

    @Test
    void other_bytes_than_the_digest_says_are_refused_and_removed() {
        byte[] wrong = bytes.clone();
        wrong[150_000] ^= 1;
        store.receive(kernel.digest(), 0, bytes.length, wrong);

        MusterException refused = refused(ErrorCode.ARTIFACT_CORRUPT, () -> store.put(kernel, Watch.NOBODY));

        assertThat(refused.problem().what()).contains(kernel.digest(), digest(wrong));
        assertNothingIsVisible();
        assertThat(store.received(kernel.digest(), bytes.length)).isZero();
    }

    @Test
    void what_is_larger_than_the_disk_is_refused_before_it_is_written() {
        refused(ErrorCode.DISK_FULL, () -> store.receive(kernel.digest(), 0, 1L << 58, bytes));

        assertThat(store.received(kernel.digest(), 1L << 58)).isZero();
    }

    @Test
    void a_bridge_that_ends_between_the_last_part_and_the_rename_shows_nothing_and_loses_nothing() throws Exception {
        store.receive(kernel.digest(), 0, bytes.length, bytes);
        // the rename fails as on a disk that went away: a file is where the directory of the content has to be
        Path inTheWay = Files.createFile(content().getParent());
        refused(ErrorCode.FILE_MISSING, () -> store.put(kernel, Watch.NOBODY));

        ArtifactStore again = opened();
        assertThat(again.find(KERNEL)).isEmpty();
        refused(ErrorCode.ARTIFACT_MISSING, () -> again.content(kernel));
        assertThat(again.whole(kernel)).isFalse();
        assertThat(again.received(kernel.digest(), bytes.length)).isEqualTo(bytes.length);

        Files.delete(inTheWay);
        again.put(kernel, Watch.NOBODY);
        assertThat(again.content(kernel)).hasBinaryContent(bytes);
    }

    @Test
    void a_bridge_that_ends_between_the_rename_and_the_artifact_stores_it_when_run_again() throws Exception {
        stored(kernel);
        objects().delete(KERNEL);

        ArtifactStore again = opened();
        again.put(kernel, Watch.NOBODY);

        assertThat(again.find(KERNEL)).contains(kernel);
    }

    @Test
    void content_of_an_artifact_that_did_not_come_into_being_is_withdrawn_and_need_not_be_sent_again()
            throws Exception {
        stored(kernel);
        objects().delete(KERNEL);

        store.withdraw(kernel.digest());
        store.withdraw(kernel.digest());

        assertThat(contents()).isEmpty();
        assertThat(store.received(kernel.digest(), bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void content_that_has_a_name_is_not_withdrawn() throws Exception {
        stored(kernel);

        store.withdraw(kernel.digest());

        assertThat(store.content(kernel)).hasBinaryContent(bytes);
    }

    @Test
    void damage_is_found_by_reading_and_mended_by_the_same_file() throws Exception {
        stored(kernel);
        store.put(artifact(COPY, bytes), Watch.NOBODY);
        byte[] damaged = bytes.clone();
        damaged[1] ^= 1;
        Files.write(content(), damaged);
        assertThat(store.whole(kernel)).as("the size is right").isTrue();

        assertThat(store.verify(kernel)).isEqualTo(ArtifactState.CORRUPT);

        assertThat(store.all()).extracting(Artifact::state).containsOnly(ArtifactState.CORRUPT);
        assertThat(store.received(kernel.digest(), bytes.length)).isZero();
        stored(kernel);
        assertThat(store.all()).extracting(Artifact::state).containsOnly(ArtifactState.WHOLE);
        assertThat(store.content(kernel)).hasBinaryContent(bytes);
    }

    @Test
    void damage_is_found_when_another_name_is_given_to_the_content() throws Exception {
        stored(kernel);
        byte[] damaged = bytes.clone();
        damaged[1] ^= 1;
        Files.write(content(), damaged);

        refused(ErrorCode.ARTIFACT_CORRUPT, () -> store.put(artifact(COPY, bytes), Watch.NOBODY));

        assertThat(store.find(COPY)).isEmpty();
        assertThat(store.find(KERNEL).orElseThrow().state()).isEqualTo(ArtifactState.CORRUPT);
    }

    @Test
    void content_cut_short_or_gone_is_not_given_out() throws Exception {
        stored(kernel);
        Files.write(content(), Arrays.copyOf(bytes, 5));
        assertThat(store.whole(kernel)).isFalse();
        refused(ErrorCode.ARTIFACT_CORRUPT, () -> store.content(kernel));
        assertThat(store.verify(kernel)).isEqualTo(ArtifactState.CORRUPT);

        Files.delete(content());
        refused(ErrorCode.ARTIFACT_MISSING, () -> store.content(kernel));
        assertThat(store.verify(kernel)).isEqualTo(ArtifactState.MISSING);
        assertThat(store.find(KERNEL).orElseThrow().state()).isEqualTo(ArtifactState.MISSING);

        stored(kernel);
        assertThat(store.find(KERNEL)).contains(kernel);
    }

    @Test
    void tidying_notes_what_is_gone_and_deletes_uploads_nobody_went_on_with() throws Exception {
        stored(kernel);
        Files.delete(content());
        Path old = Files.createFile(directory.resolve("artifacts/partial").resolve("a".repeat(64)));
        Path fresh = Files.createFile(directory.resolve("artifacts/partial").resolve("b".repeat(64)));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(31, ChronoUnit.DAYS)));
        Files.setLastModifiedTime(fresh, FileTime.from(NOW.minus(29, ChronoUnit.DAYS)));

        store.tidy(NOW);

        assertThat(store.find(KERNEL).orElseThrow().state()).isEqualTo(ArtifactState.MISSING);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void a_reading_that_is_stopped_stores_nothing() {
        store.receive(kernel.digest(), 0, bytes.length, bytes);
        Thread.currentThread().interrupt();
        try {
            assertThat(catchThrowableOfType(InterruptedException.class, () -> store.put(kernel, Watch.NOBODY)))
                    .isNotNull();
        } finally {
            var _ = Thread.interrupted();
        }
        refused(
                ErrorCode.JOB_CANCELLED,
                () -> store.put(kernel, (_, _) -> Thread.currentThread().interrupt()));
        assertThat(Thread.interrupted()).isTrue();

        assertNothingIsVisible();
        assertThat(store.received(kernel.digest(), bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void many_at_once_store_and_delete_the_same_content() throws Exception {
        stored(kernel);
        CountDownLatch all = new CountDownLatch(16);
        List<CompletableFuture<Void>> work = IntStream.range(0, 16)
                .mapToObj(index -> CompletableFuture.runAsync(() -> comeAndGo(index, all), Thread::startVirtualThread))
                .toList();
        work.forEach(CompletableFuture::join);

        assertThat(store.all()).hasSize(9);
        assertThat(store.content(kernel)).hasBinaryContent(bytes);
        assertThat(contents()).hasSize(1);
    }

    private void comeAndGo(int index, CountDownLatch all) {
        try {
            all.countDown();
            all.await();
            Artifact own = artifact(ArtifactId.of("copy-" + index), bytes);
            store.put(own, Watch.NOBODY);
            if (index % 2 == 0) {
                store.delete(own.id(), own.digest());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stored(Artifact artifact) throws InterruptedException {
        assertThat(store.receive(artifact.digest(), 0, bytes.length, bytes)).isEqualTo(bytes.length);
        store.put(artifact, Watch.NOBODY);
    }

    private void assertNothingIsVisible() {
        assertThat(store.all()).isEmpty();
        assertThat(contents()).isEmpty();
    }

    private Path content() {
        return directory
                .resolve("artifacts")
                .resolve(kernel.digest().substring(0, 2))
                .resolve(kernel.digest());
    }

    private List<Path> contents() {
        try (Stream<Path> files = Files.walk(directory.resolve("artifacts"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(directory.resolve("artifacts/partial")))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ObjectStore<Artifact> objects() {
        return new ObjectStore<>(Artifact.class, documents, ObjectPublisher.NOBODY);
    }

    private ArtifactStore opened() {
        return new ArtifactStore(directory.resolve("artifacts"), objects());
    }

    private static MusterException refused(ErrorCode code, ThrowingCallable work) {
        MusterException refused = catchThrowableOfType(MusterException.class, work);
        assertThat(refused).as("a problem " + code).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
        return refused;
    }

    private static Artifact artifact(ArtifactId id, byte[] content) {
        return new Artifact(id, digest(content), content.length, ArtifactKind.KERNEL, NOW, ArtifactState.WHOLE);
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
