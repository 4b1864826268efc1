package dev.muster.app.recovery;

import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the values of plans are called. */
final class RecoveryWords {
    private final Texts texts;

    RecoveryWords(Texts texts) {
        this.texts = texts;
    }

    /** How many faults there are. */
    String faults(int count) {
        return texts.get("recovery.faults", count);
    }

    /** What a plan holds, and its objective. */
    String holds(RecoveryPlan plan) {
        return texts.get("recovery.holds", plan.machines(), plan.tiers(), plan.networks())
                + plan.objective()
                        .map(time -> " · " + texts.get("recovery.holds.objective", time(time)))
                        .orElse("");
    }

    /** Which version was saved by whom and when. */
    String saved(long version, Instant when, String by) {
        return texts.get("recovery.saved", version, Times.full(when, texts.locale()), by);
    }

    /** A length of time with its two largest units, such as {@code 6 min 52 s}. */
    String time(Duration time) {
        long seconds = Math.abs(time.toSeconds());
        String sign = time.isNegative() ? "−" : "";
        if (seconds < 60) {
            return sign + seconds + " s";
        }
        if (seconds < 3600) {
            return sign + two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 48 * 3600
                ? sign + two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : sign + two(seconds / 86400, "d", seconds % 86400 / 3600, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** One difference between two versions. */
    String difference(PlanDifference difference) {
        return switch (difference) {
            case PlanDifference.TierAdded(String tier) -> texts.get("recovery.diff.tier-added", tier);
            case PlanDifference.TierRemoved(String tier) -> texts.get("recovery.diff.tier-removed", tier);
            case PlanDifference.TierMoved(String tier) -> texts.get("recovery.diff.tier-moved", tier);
            case PlanDifference.ItemAdded(String key, String tier) -> texts.get("recovery.diff.item-added", key, tier);
            case PlanDifference.ItemRemoved(String key, String tier) ->
                texts.get("recovery.diff.item-removed", key, tier);
            case PlanDifference.ItemMoved(String key, String from, String to) ->
                from.equals(to)
                        ? texts.get("recovery.diff.item-moved", key, to)
                        : texts.get("recovery.diff.item-moved-tier", key, from, to);
            case PlanDifference.NetworkAdded(String network) -> texts.get("recovery.diff.network-added", network);
            case PlanDifference.NetworkRemoved(String network) -> texts.get("recovery.diff.network-removed", network);
            case PlanDifference.Changed changed -> changed(changed);
        };
    }

    private String changed(PlanDifference.Changed changed) {
        String subject = switch (changed.subject()) {
            case PLAN -> texts.get("recovery.diff.of-plan");
            case TIER -> texts.get("recovery.diff.of-tier", changed.name());
            case ITEM -> changed.name();
            case NETWORK -> texts.get("recovery.diff.of-network", changed.name());
        };
        return texts.get("recovery.diff.changed", subject, changed.field(), flat(changed.from()), flat(changed.to()));
    }

    /** Lists have one entry a line; an empty value is none. */
    private String flat(String value) {
        return value.isBlank() ? texts.get("recovery.diff.none") : value.strip().replace("\n", ", ");
    }

    /** The id of an enum in keys of texts. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
