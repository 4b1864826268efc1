package dev.muster.app.recovery;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StandingRecovery.OldCopy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Old machines that run beside those that took their place. */
final class RecoveryAlerts implements AlertSource {
    private final Texts texts;

    RecoveryAlerts(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Alert> find(InventoryImage image, Collection<Job> jobs, Instant now) {
        return image.objects(StandingRecovery.class).values().stream()
                .flatMap(one -> one.alive().stream().map(copy -> twoAlive(one, copy)))
                .toList();
    }

    private Alert twoAlive(StandingRecovery one, OldCopy copy) {
        return new Alert(
                "two-alive:" + copy.vm().text(),
                true,
                texts.get(
                        "recovery.alert.alive",
                        copy.name(),
                        copy.vm().host().text(),
                        one.id().text()),
                texts.get("recovery.alert.alive.meaning"),
                texts.get("recovery.alert.alive.remedy"),
                Optional.empty(),
                new Alert.Target.OfPlace("alert.jump.vm", new Place.OneVm(copy.vm())));
    }
}
