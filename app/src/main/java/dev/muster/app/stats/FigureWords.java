package dev.muster.app.stats;

import dev.muster.app.job.Amounts;
import dev.muster.model.stats.StatsFigure;
import java.util.Locale;

/** How a figure is told. */
final class FigureWords {
    private FigureWords() {}

    /** With its unit. */
    static String text(StatsFigure figure, double value, Locale locale) {
        return switch (figure) {
            case CPU -> String.format(locale, "%.1f %%", value);
            case MEMORY -> Amounts.bytes(Math.round(value), locale);
            case DISK, NETWORK -> Amounts.bytes(Math.round(value), locale) + "/s";
        };
    }
}
