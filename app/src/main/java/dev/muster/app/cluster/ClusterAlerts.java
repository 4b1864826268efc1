package dev.muster.app.cluster;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** VMs that ask for a function, and VMs of clusters whose boot stopped. */
final class ClusterAlerts implements AlertSource {
    private static final Alert.Target SCREEN =
            new Alert.Target.OfPlace("cluster.alert.jump", new Place.Screen(ClusterFeature.SCREEN));

    private final Texts texts;

    ClusterAlerts(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Alert> find(InventoryImage image, Collection<Job> jobs, Instant now) {
        return Stream.concat(
                        image.objects(PendingBoot.class).values().stream().map(this::asks),
                        image.objects(BootTrail.class).values().stream()
                                .map(trail -> stopped(image, trail))
                                .flatMap(Optional::stream))
                .toList();
    }

    private Alert asks(PendingBoot pending) {
        String name = pending.vm().isEmpty() ? pending.mac() : pending.vm();
        boolean waits = pending.state() == PendingBoot.State.WAITING;
        return new Alert(
                "boot:" + pending.id().text(),
                false,
                waits
                        ? texts.get(
                                "cluster.alert.asks",
                                name,
                                pending.network().host().text())
                        : texts.get("cluster.alert.refused", name, texts.say(pending.reason())),
                texts.get("cluster.alert.asks.meaning"),
                texts.get("cluster.alert.asks.remedy"),
                Optional.of(pending.first()),
                SCREEN);
    }

    private Optional<Alert> stopped(InventoryImage image, BootTrail trail) {
        Optional<Assignment> assignment =
                image.object(Assignment.class, trail.id()).filter(one -> one.state() == Assignment.State.ACTIVE);
        if (assignment.isEmpty()
                || trail.entries().isEmpty()
                || trail.entries().getLast().kind() != BootTrail.Kind.STOPPED) {
            return Optional.empty();
        }
        BootTrail.Entry last = trail.entries().getLast();
        Alert.Target target = image.vm(assignment.get().vm()).isPresent()
                ? new Alert.Target.OfPlace(
                        "alert.jump.vm", new Place.OneVm(assignment.get().vm()))
                : SCREEN;
        return Optional.of(new Alert(
                "boot:" + trail.id().text(),
                true,
                texts.get("cluster.alert.stopped", assignment.get().name(), texts.say(last.text())),
                texts.get("cluster.stopped.meaning"),
                texts.get("cluster.stopped.remedy"),
                Optional.of(last.at()),
                target));
    }
}
