package dev.muster.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** Light, dark or high contrast: as the system says, until the operator chooses. */
public final class Themes {
    private Optional<Theme> chosen;
    private final Consumer<Optional<Theme>> onChosen;

    /**
     * Themes.
     *
     * @param chosen empty to follow the system
     * @param onChosen hears what the operator chooses; empty for as the system says
     */
    public Themes(Optional<Theme> chosen, Consumer<Optional<Theme>> onChosen) {
        this.onChosen = onChosen;
        this.chosen = chosen;
        Platform.getPreferences().colorSchemeProperty().addListener((of, was, is) -> apply());
        apply();
    }

    /** The one shown now. */
    public Theme now() {
        return chosen.orElseGet(() ->
                ofSystem(Platform.getPreferences(), Platform.getPreferences().getColorScheme() == ColorScheme.DARK));
    }

    /** What was chosen; empty for as the system says. */
    public Optional<Theme> chosen() {
        return chosen;
    }

    /** The next theme, and no longer as the system says. */
    public void next() {
        choose(Optional.of(now().next()));
    }

    /** That theme; empty for as the system says. */
    public void choose(Optional<Theme> theme) {
        chosen = theme;
        apply();
        onChosen.accept(theme);
    }

    /** What the system asks for. Windows says so in words; GTK only through the name of its theme. */
    static Theme ofSystem(Map<String, Object> preferences, boolean dark) {
        boolean contrast = Boolean.TRUE.equals(preferences.get("Windows.SPI.HighContrast"))
                || String.valueOf(preferences.get("GTK.theme_name"))
                        .toLowerCase(Locale.ROOT)
                        .replace("-", "")
                        .contains("highcontrast");
        if (contrast) {
            return Theme.CONTRAST;
        }
        return dark ? Theme.DARK : Theme.LIGHT;
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
                switch (now()) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                    case CONTRAST -> contrast();
                });
    }

    /**
     * The dark theme with its colours set anew. One sheet for the whole program rather than one more for a scene, so that
     * dialogs, menus and tooltips, which are scenes of their own, have it too.
     */
    private static String contrast() {
        String all = read(PrimerDark.class.getResourceAsStream(new PrimerDark().getUserAgentStylesheet()))
                + read(Themes.class.getResourceAsStream("/dev/muster/app/theme/contrast.css"));
        return "data:text/css;charset=UTF-8;base64,"
                + Base64.getEncoder().encodeToString(all.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(@org.jspecify.annotations.Nullable InputStream sheet) {
        try (InputStream in = Objects.requireNonNull(sheet, "a theme is part of the program")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
