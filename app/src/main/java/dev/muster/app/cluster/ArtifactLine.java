package dev.muster.app.cluster;

import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.inventory.InventoryImage;
import java.util.Comparator;
import java.util.List;

/**
 * One artifact and who boots from it.
 *
 * @param artifact the artifact
 * @param clusters the names of the clusters that name it in a boot profile
 */
record ArtifactLine(Artifact artifact, List<String> clusters) {
    /** All artifacts of an image, by name. */
    static List<ArtifactLine> of(InventoryImage image) {
        return image.objects(Artifact.class).values().stream()
                .sorted(Comparator.comparing(artifact -> artifact.id().text()))
                .map(artifact -> new ArtifactLine(
                        artifact,
                        image.objects(Cluster.class).values().stream()
                                .filter(cluster -> cluster.spec().profiles().stream()
                                        .anyMatch(profile -> profile.artifacts().contains(artifact.id())))
                                .map(cluster -> cluster.id().text())
                                .sorted()
                                .toList()))
                .toList();
    }
}
