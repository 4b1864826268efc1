package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand.DeleteArtifact;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactCommand.VerifyArtifacts;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.command.Command;
import java.nio.file.Path;
import java.util.List;

/** Jobs on artifacts, with what must be there before and after each. */
enum ArtifactKills implements KillScene {
    ARTIFACT_PUT("cluster.put-artifact", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return uploaded(bridge);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge);
        }
    },
    ARTIFACT_VERIFY("cluster.verify-artifacts", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(uploaded(bridge));
            return new VerifyArtifacts(List.of());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge);
        }
    },
    ARTIFACT_DELETE("cluster.delete-artifact", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(uploaded(bridge));
            return new DeleteArtifact(IMAGE);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            bridge.awaitImage(image -> image.objects(Artifact.class).isEmpty());
            assertThat(ArtifactTransfers.received(bridge.bridge(), content()))
                    .as("the content went with it")
                    .isZero();
        }
    };

    private static final ArtifactId IMAGE = ArtifactId.of("rescue/disk.img");

    private final String kind;
    private final int steps;

    ArtifactKills(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }

    private static Command uploaded(RealBridge bridge) throws Exception {
        Path file = KillGround.upload();
        ArtifactTransfers.Content content = content();
        ArtifactTransfers.upload(bridge.bridge(), content, file, (_, _) -> true);
        return new PutArtifact(IMAGE, ArtifactKind.IMAGE, content.digest(), content.size());
    }

    private static ArtifactTransfers.Content content() throws Exception {
        return ArtifactTransfers.read(KillGround.upload(), (_, _) -> true);
    }

    /** Reads it again, so that what counts is the file and not what is known of it. */
    private static void requireWhole(RealBridge bridge) {
        bridge.done(new VerifyArtifacts(List.of(IMAGE)));
        bridge.awaitImage(image -> image.object(Artifact.class, IMAGE)
                .filter(artifact -> artifact.state() == ArtifactState.WHOLE)
                .isPresent());
    }
}
