package dev.muster.app.group;

import dev.muster.model.backup.KeepRule;
import java.util.Locale;

/** The counts of a {@link KeepRule}. */
enum Kept {
    LAST,
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many that rule keeps of these. */
    int of(KeepRule rule) {
        return switch (this) {
            case LAST -> rule.last();
            case HOURLY -> rule.hourly();
            case DAILY -> rule.daily();
            case WEEKLY -> rule.weekly();
            case MONTHLY -> rule.monthly();
            case YEARLY -> rule.yearly();
        };
    }
}
