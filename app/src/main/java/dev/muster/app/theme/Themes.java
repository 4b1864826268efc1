package dev.muster.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** Light or dark: as the system says, until the operator chooses. */
public final class Themes {
    private Optional<Boolean> chosen;
    private final Consumer<Boolean> onChosen;

    /**
     * Themes.
     *
     * @param chosen dark or light; empty to follow the system
     * @param onChosen hears what the operator chooses, true for dark
     */
    public Themes(Optional<Boolean> chosen, Consumer<Boolean> onChosen) {
        this.onChosen = onChosen;
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
        choose(!isDark());
        onChosen.accept(isDark());
    }

    /** Dark or light, and no longer as the system says. */
    public void choose(boolean dark) {
        chosen = Optional.of(dark);
        apply();
    }

    /** The addresses of the style sheets of the window's frame. */
    public static List<String> sheets() {
        return List.of(sheet("modena-bridge.css"), sheet("muster.css"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Themes.class.getResource("/dev/muster/app/theme/" + name))
                .toExternalForm();
    }

    private void apply() {
        Application.setUserAgentStylesheet(
                isDark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }
}
