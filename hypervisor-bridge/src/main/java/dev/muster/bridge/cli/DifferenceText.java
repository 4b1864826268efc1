package dev.muster.bridge.cli;

import dev.muster.model.inventory.ShownName;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.PlanDifference.Subject;
import java.util.List;
import java.util.Locale;

/** Differences between two versions of a plan, one a line: {@code +} is new, {@code -} is gone, {@code ~} is different. */
final class DifferenceText {
    private DifferenceText() {}

    static String of(List<PlanDifference> differences) {
        if (differences.isEmpty()) {
            return "The two versions say the same.";
        }
        StringBuilder text = new StringBuilder();
        differences.forEach(one -> text.append(ShownName.text(line(one))).append('\n'));
        return text.toString();
    }

    private static String line(PlanDifference difference) {
        return switch (difference) {
            case PlanDifference.TierAdded one -> "+ tier " + one.tier();
            case PlanDifference.TierRemoved one -> "- tier " + one.tier();
            case PlanDifference.TierMoved one -> "~ tier " + one.tier() + ": moved";
            case PlanDifference.ItemAdded one -> "+ " + one.key() + " in tier " + one.tier();
            case PlanDifference.ItemRemoved one -> "- " + one.key() + " in tier " + one.tier();
            case PlanDifference.ItemMoved one ->
                "~ " + one.key()
                        + (one.fromTier().equals(one.toTier())
                                ? ": moved in tier " + one.toTier()
                                : ": from tier " + one.fromTier() + " to " + one.toTier());
            case PlanDifference.NetworkAdded one -> "+ network " + one.network();
            case PlanDifference.NetworkRemoved one -> "- network " + one.network();
            case PlanDifference.Changed one ->
                "~ " + subject(one) + one.field() + ": " + value(one.from()) + " > " + value(one.to());
        };
    }

    private static String subject(PlanDifference.Changed changed) {
        return switch (changed.subject()) {
            case PLAN -> "";
            case ITEM -> changed.name() + " ";
            case TIER, NETWORK -> word(changed.subject()) + " " + changed.name() + " ";
        };
    }

    private static String word(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT);
    }

    private static String value(String value) {
        return value.isEmpty() ? "none" : value.replace("\n", ", ");
    }
}
