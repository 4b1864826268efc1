package dev.muster.app.recovery;

import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.PointId;
import dev.muster.model.recovery.Advice;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PointRule;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the values of plans are called. */
final class RecoveryWords {
    private static final DateTimeFormatter POINT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final int POINT_LENGTH = "20261129T221500Z".length();

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

    /** What an item waited for last. */
    String wait(Wait wait) {
        return switch (wait) {
            case Wait.Nothing() -> "";
            case Wait.ForTier(String key) -> texts.get("recovery.wait.tier", key);
            case Wait.ForNeed(String key) -> texts.get("recovery.wait.need", key);
            case Wait.ForTierSlot(String key) -> texts.get("recovery.wait.tier-slot", key);
            case Wait.ForHostSlot slot -> texts.get("recovery.wait.host-slot", slot.key());
            case Wait.ForDelay delay -> texts.get("recovery.wait.delay", time(delay.length()));
        };
    }

    /** How long it takes, beside the objective, and what decides that. */
    String forecast(Forecast forecast) {
        String total = forecast.outcome()
                .map(outcome -> texts.get(
                        outcome.kept() ? "recovery.forecast.kept" : "recovery.forecast.missed",
                        time(outcome.total()),
                        time(outcome.margin().abs()),
                        time(outcome.objective())))
                .orElseGet(() -> texts.get("recovery.forecast.total", time(forecast.total())));
        String path = forecast.path().stream()
                .max(Comparator.comparing(Forecast.PathStep::length))
                .map(step -> " " + texts.get("recovery.forecast.decides", step.key(), time(step.length())))
                .orElse("");
        return total + path;
    }

    /** Whether it is about a tier that the plan still has, which may have changed since. */
    private static boolean isOf(PlanSpec plan, Advice advice) {
        return !(advice.change() instanceof Advice.Change.OfTier(int tier, int limit))
                || tier < plan.tiers().size();
    }

    /** The one other limit that saves most for least; empty where none saves anything. */
    String advice(PlanSpec plan, List<Advice> all) {
        return all.stream()
                .filter(advice -> isOf(plan, advice))
                .filter(advice -> !(advice.change() instanceof Advice.Change.OfAll)
                        && advice.saved().isPositive())
                .max(Comparator.comparing(Advice::saved))
                .map(advice -> switch (advice.change()) {
                    case Advice.Change.OfTier(int tier, int limit) ->
                        limit == Limits.UNLIMITED
                                ? texts.get(
                                        "recovery.advice.tier.none",
                                        plan.tiers().get(tier).name(),
                                        time(advice.saved()))
                                : texts.get(
                                        "recovery.advice.tier",
                                        limit,
                                        plan.tiers().get(tier).name(),
                                        time(advice.saved()));
                    case Advice.Change.OfHosts(int limit) ->
                        limit == Limits.UNLIMITED
                                ? texts.get("recovery.advice.hosts.none", time(advice.saved()))
                                : texts.get("recovery.advice.hosts", limit, time(advice.saved()));
                    case Advice.Change.OfAll() -> "";
                })
                .orElse("");
    }

    /** What becomes of a run when a machine does not become ready. */
    String then(FailureRule.Then then) {
        return texts.get("recovery.then." + word(then));
    }

    /** Which restore point. */
    String point(PointRule rule) {
        return switch (rule) {
            case PointRule.Newest() -> texts.get("recovery.point.newest");
            case PointRule.NewestVerified() -> texts.get("recovery.point.verified");
            case PointRule.NewestBefore(Instant before) ->
                texts.get("recovery.point.before", Times.full(before, texts.locale()));
            case PointRule.Pinned(PointId point) -> point(point);
        };
    }

    /** A restore point by when it was captured and its repository. */
    String point(PointId point) {
        Instant captured = POINT.parse(point.name().substring(0, POINT_LENGTH), Instant::from);
        return texts.get(
                "recovery.point.pinned",
                Times.full(captured, texts.locale()) + point.name().substring(POINT_LENGTH),
                point.repository().text());
    }

    /** How a network is joined with the outside. */
    String reach(RecoveryNetwork.Reach reach) {
        return texts.get("recovery.reach." + word(reach));
    }

    /** What is typed for a gate of that sort. */
    String gateExample(GateText.Kind kind) {
        return switch (kind) {
            case AGENT, PING -> "";
            case TCP -> "5432";
            case HTTP -> "80 /health 200";
            case HTTPS -> "443 /health 200";
            case SERIAL -> "login:";
            case SCRIPT -> "check-db shop";
        };
    }

    /** The id of an enum in keys of texts. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
