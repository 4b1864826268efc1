package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand.DeleteArtifact;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactCommand.VerifyArtifacts;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.StepState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts through a whole bridge. */
class ArtifactFeatureTest {
    private static final Principal ANNA = new Principal("anna", Role.OPERATOR, "local");
    private static final ArtifactId KERNEL = ArtifactId.of("debian-13/vmlinuz");
    private static final ArtifactId INITRD = ArtifactId.of("debian-13/initrd.gz");

    @TempDir
    Path directory;

    private Path state = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void a_file_of_some_parts() throws Exception {
        state = directory.resolve("state");
        byte[] content = new byte[(3 << 20) + 77];
        new Random(7).nextBytes(content);
        file = Files.write(directory.resolve("vmlinuz"), content);
    }

    @Test
    void an_upload_goes_on_after_a_restart_in_the_middle_and_the_artifact_is_kept() {
        ArtifactTransfers.Content content = ArtifactTransfers.read(file, (_, _) -> true);
        List<Long> sent = new ArrayList<>();
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            refused(
                    ErrorCode.JOB_CANCELLED,
                    () -> ArtifactTransfers.upload(anna, content, file, (done, _) -> done < 2 << 20));
            refused(ErrorCode.ARTIFACT_INCOMPLETE, () -> anna.submit(put(KERNEL, content)));
            assertThat(anna.inventory().objects(Artifact.class)).isEmpty();
        }
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            assertThat(ArtifactTransfers.received(anna, content)).isEqualTo(2 << 20);
            ArtifactTransfers.upload(anna, content, file, (done, _) -> sent.add(done));
            assertThat(sent).containsExactly(3L << 20, content.size());

            Job job = done(anna, put(KERNEL, content));
            assertThat(job.kind()).isEqualTo("cluster.put-artifact");
        }
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            Artifact kept = seen(anna, KERNEL, ArtifactState.WHOLE);
            assertThat(kept.digest()).isEqualTo(content.digest());
            assertThat(kept.size()).isEqualTo(content.size());
            assertThat(kept.kind()).isEqualTo(ArtifactKind.KERNEL);
            assertThat(stored(content)).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void the_same_content_is_sent_once_and_deleted_with_its_last_name() {
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            ArtifactTransfers.Content content = uploaded(anna);
            done(anna, put(KERNEL, content));
            ArtifactTransfers.upload(anna, content, file, (_, _) -> {
                throw new AssertionError("nothing has to be sent");
            });
            done(anna, put(INITRD, content));

            done(anna, new DeleteArtifact(KERNEL));
            assertThat(stored(content)).exists();
            refused(ErrorCode.ARTIFACT_NOT_FOUND, () -> anna.submit(new DeleteArtifact(KERNEL)));
            done(anna, new DeleteArtifact(INITRD));
            assertThat(stored(content)).doesNotExist();
            await().until(() -> anna.inventory().objects(Artifact.class).isEmpty());
        }
    }

    @Test
    void verifying_reads_everything_again_and_says_what_is_damaged() throws Exception {
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            refused(ErrorCode.ARTIFACT_NOT_FOUND, () -> anna.submit(new VerifyArtifacts(List.of())));
            ArtifactTransfers.Content content = uploaded(anna);
            done(anna, put(KERNEL, content));
            byte[] script = "#!ipxe\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Path other = Files.write(directory.resolve("boot.ipxe"), script);
            ArtifactTransfers.Content small = ArtifactTransfers.read(other, (_, _) -> true);
            ArtifactTransfers.upload(anna, small, other, (_, _) -> true);
            done(anna, new PutArtifact(INITRD, ArtifactKind.SCRIPT, small.digest(), small.size()));
            assertThat(done(anna, new VerifyArtifacts(List.of())).steps()).hasSize(2);

            byte[] damaged = Files.readAllBytes(stored(content));
            damaged[5] ^= 1;
            Files.write(stored(content), damaged);
            Job job = ended(anna, anna.submit(new VerifyArtifacts(List.of())));
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT);
            assertThat(job.steps()).extracting(step -> step.state()).contains(StepState.DONE, StepState.FAILED);
            seen(anna, KERNEL, ArtifactState.CORRUPT);
            done(anna, new VerifyArtifacts(List.of(INITRD)));

            Files.delete(stored(content));
            assertThat(ended(anna, anna.submit(new VerifyArtifacts(List.of(KERNEL))))
                            .problem()
                            .orElseThrow()
                            .code())
                    .isEqualTo(ErrorCode.ARTIFACT_MISSING);
            seen(anna, KERNEL, ArtifactState.MISSING);

            done(anna, put(KERNEL, uploaded(anna)));
            seen(anna, KERNEL, ArtifactState.WHOLE);
        }
    }

    @Test
    void a_file_that_changed_on_its_way_leaves_no_artifact() throws Exception {
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            ArtifactTransfers.Content content = ArtifactTransfers.read(file, (_, _) -> true);
            byte[] changed = Files.readAllBytes(file);
            changed[0] ^= 1;
            Files.write(file, changed);
            ArtifactTransfers.upload(anna, content, file, (_, _) -> true);

            Job job = ended(anna, anna.submit(put(KERNEL, content)));

            assertThat(job.state()).isEqualTo(JobState.UNDONE);
            assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT);
            assertThat(stored(content)).doesNotExist();
            assertThat(anna.inventory().objects(Artifact.class)).isEmpty();
            assertThat(ArtifactTransfers.received(anna, content)).isZero();
        }
    }

    @Test
    void a_content_lost_while_the_bridge_was_down_is_noted_when_it_starts() throws Exception {
        ArtifactTransfers.Content content;
        try (Bridge bridge = open()) {
            content = uploaded(bridge.as(ANNA));
            done(bridge.as(ANNA), put(KERNEL, content));
        }
        Files.delete(stored(content));
        try (Bridge bridge = open()) {
            seen(bridge.as(ANNA), KERNEL, ArtifactState.MISSING);
        }
    }

    @Test
    void what_makes_no_sense_or_is_not_allowed_is_refused() {
        try (Bridge bridge = open()) {
            HypervisorBridge anna = bridge.as(ANNA);
            HypervisorBridge viewer = bridge.as(new Principal("guest", Role.VIEWER, "local"));
            ArtifactTransfers.Content content = uploaded(anna);
            refused(ErrorCode.NOT_ALLOWED, () -> viewer.submit(put(KERNEL, content)));
            refused(ErrorCode.NOT_ALLOWED, () -> ArtifactTransfers.received(viewer, content));
            refused(ErrorCode.NOT_ALLOWED, () -> ArtifactTransfers.send(viewer, content, 0, new byte[1]));
            Map<String, String> climbing = Map.of("digest", "../../muster.db", "size", "10", "offset", "0");
            refused(ErrorCode.USAGE_INVALID, () -> anna.call(new FeatureCall("artifact/part", climbing, new byte[1])));
            refused(
                    ErrorCode.USAGE_INVALID,
                    () -> anna.call(new FeatureCall("artifact/partial", climbing, new byte[0])));
            for (String name : List.of("", "/a", "a/", "a//b", "../a", "a/..", ".a", "a b", "ü", "a".repeat(201))) {
                refused(ErrorCode.USAGE_INVALID, () -> ArtifactId.of(name));
            }
            refused(ErrorCode.USAGE_INVALID, () -> new PutArtifact(KERNEL, ArtifactKind.KERNEL, content.digest(), 0));
            refused(ErrorCode.ARTIFACT_NOT_FOUND, () -> anna.submit(new VerifyArtifacts(List.of(KERNEL))));
            done(anna, put(KERNEL, content));
            refused(
                    ErrorCode.ARTIFACT_EXISTS,
                    () -> anna.submit(new PutArtifact(KERNEL, ArtifactKind.KERNEL, "ab".repeat(32), 10)));
        }
    }

    private Bridge open() {
        return Bridge.open(BridgeConfig.in(state));
    }

    private ArtifactTransfers.Content uploaded(HypervisorBridge bridge) {
        ArtifactTransfers.Content content = ArtifactTransfers.read(file, (_, _) -> true);
        ArtifactTransfers.upload(bridge, content, file, (_, _) -> true);
        return content;
    }

    private Path stored(ArtifactTransfers.Content content) {
        return state.resolve("artifacts")
                .resolve(content.digest().substring(0, 2))
                .resolve(content.digest());
    }

    private static PutArtifact put(ArtifactId id, ArtifactTransfers.Content content) {
        return new PutArtifact(id, ArtifactKind.KERNEL, content.digest(), content.size());
    }

    private static Artifact seen(HypervisorBridge bridge, ArtifactId id, ArtifactState state) {
        return await().until(
                        () -> bridge.inventory().object(Artifact.class, id),
                        there -> there.filter(artifact -> artifact.state() == state)
                                .isPresent())
                .orElseThrow();
    }

    private static Job done(HypervisorBridge bridge, Command command) {
        Job job = ended(bridge, bridge.submit(command));
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
        return job;
    }

    private static Job ended(HypervisorBridge bridge, JobId id) {
        return await().until(
                        () -> bridge.ask(new JobQuery.Show(id)),
                        shown -> shown.state().isEnded());
    }

    private static void refused(ErrorCode code, ThrowingCallable work) {
        MusterException refused = catchThrowableOfType(MusterException.class, work);
        assertThat(refused).as("a problem " + code).isNotNull();
        assertThat(refused.problem().code()).as(refused.problem().text()).isEqualTo(code);
    }
}
