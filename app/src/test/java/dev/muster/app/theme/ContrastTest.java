package dev.muster.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** What is written can be read: the contrast of each theme's words, computed from its colours. */
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("(-color-[a-z-]+): (#[0-9a-f]{6});");

    @Test
    void words_stand_out_from_every_surface_in_light_and_dark() throws IOException {
        for (String sheet : List.of(
                read(PrimerLight.class.getResourceAsStream(new PrimerLight().getUserAgentStylesheet())),
                read(PrimerDark.class.getResourceAsStream(new PrimerDark().getUserAgentStylesheet())))) {
            Map<String, Color> tokens = tokens(sheet);
            for (String words :
                    List.of("-color-fg-default", "-color-fg-muted", "-color-danger-fg", "-color-accent-fg")) {
                for (String ground : List.of("-color-bg-default", "-color-bg-subtle", "-color-bg-overlay")) {
                    assertThat(ratio(tokens, words, ground))
                            .as(words + " on " + ground)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    @Test
    void high_contrast_words_have_seven_to_one_and_lines_and_shapes_four_and_a_half() throws IOException {
        Map<String, Color> tokens =
                tokens(read(Themes.class.getResourceAsStream("/dev/muster/app/theme/contrast.css")));
        for (String ground : List.of("-color-bg-default", "-color-bg-subtle", "-color-bg-overlay")) {
            for (String name : tokens.keySet()) {
                if (name.matches("-color-(fg-(default|muted|subtle)|(accent|success|warning|danger)-fg)")) {
                    assertThat(ratio(tokens, name, ground))
                            .as(name + " on " + ground)
                            .isGreaterThanOrEqualTo(7);
                }
                if (name.matches("-color-border-.*|-color-(accent|success|warning|danger|neutral)-emphasis")) {
                    assertThat(ratio(tokens, name, ground))
                            .as(name + " on " + ground)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
        for (String button : List.of("-color-accent-emphasis", "-color-danger-emphasis", "-color-success-emphasis")) {
            assertThat(ratio(tokens, "-color-fg-emphasis", button)).as(button).isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void the_themes_go_round() {
        assertThat(Theme.LIGHT.next().next().next()).isEqualTo(Theme.LIGHT);
        assertThat(Theme.of("contrast")).contains(Theme.CONTRAST);
        assertThat(Theme.of("system")).isEmpty();
    }

    @Test
    void high_contrast_is_followed_where_the_system_says_so() {
        assertThat(Themes.ofSystem(Map.of("GTK.theme_name", "HighContrastInverse"), true))
                .isEqualTo(Theme.CONTRAST);
        assertThat(Themes.ofSystem(Map.of("Windows.SPI.HighContrast", true), false))
                .isEqualTo(Theme.CONTRAST);
        assertThat(Themes.ofSystem(Map.of("GTK.theme_name", "Adwaita"), true)).isEqualTo(Theme.DARK);
        assertThat(Themes.ofSystem(Map.of(), false)).isEqualTo(Theme.LIGHT);
    }

    private static Map<String, Color> tokens(String sheet) {
        Map<String, Color> tokens = new HashMap<>();
        Matcher found = TOKEN.matcher(sheet);
        while (found.find()) {
            tokens.put(found.group(1), Color.web(found.group(2)));
        }
        return tokens;
    }

    private static double ratio(Map<String, Color> tokens, String one, String other) {
        double a = luminance(Objects.requireNonNull(tokens.get(one), one));
        double b = luminance(Objects.requireNonNull(tokens.get(other), other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static String read(InputStream sheet) throws IOException {
        try (InputStream in = Objects.requireNonNull(sheet)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
