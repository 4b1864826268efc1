package dev.muster.app.finding;

import dev.muster.app.feature.Alert;
import dev.muster.app.feature.AlertSource;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.finding.Finding;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** Findings of which something is left to do after their due day. */
final class FindingAlerts implements AlertSource {
    private final Texts texts;

    FindingAlerts(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Alert> find(InventoryImage image, Collection<Job> jobs, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        LocalDate today = LocalDate.ofInstant(now, zone);
        return image.objects(Finding.class).values().stream()
                .filter(finding -> finding.isOverdue(today))
                .sorted(RegisterViewModel.order())
                .map(finding -> overdue(finding, zone))
                .toList();
    }

    private Alert overdue(Finding finding, ZoneId zone) {
        return new Alert(
                "finding-overdue:" + finding.id().text(),
                false,
                texts.get("finding.alert", finding.plan().text(), new FindingWords(texts).title(finding)),
                texts.get("finding.alert.meaning"),
                texts.get(
                        finding.owner().isEmpty() ? "finding.alert.remedy.nobody" : "finding.alert.remedy",
                        finding.owner()),
                finding.due().map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()),
                new Alert.Target.OfPlace("finding.alert.jump", new Place.Screen(FindingFeature.SCREEN)));
    }
}
