package dev.muster.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** Light or dark: as the system says, until the operator chooses. */
public final class Themes {
    private Optional<Boolean> chosen;

    /**
     * Themes.
     *
     * @param chosen dark or light; empty to follow the system
     */
    public Themes(Optional<Boolean> chosen) {
        this.chosen = chosen;
        Platform.getPreferences().colorSchemeProperty().addListener((of, was, is) -> apply());
        apply();
    }

    /** Whether it is dark now. */
    public boolean isDark() {
        return chosen.orElseGet(() -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK);
    }

    /** From light to dark or back, and no longer as the system says. */
    public void toggle() {
        chosen = Optional.of(!isDark());
        apply();
    }

    /** The address of the style sheet of the window's frame. */
    public static String sheet() {
        return Objects.requireNonNull(Themes.class.getResource("/dev/muster/app/theme/muster.css"))
                .toExternalForm();
    }

    private void apply() {
        Application.setUserAgentStylesheet(
                isDark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }
}
