package dev.muster.app;

import dev.muster.app.theme.Theme;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the console was started with.
 *
 * @param bridge {@code local}, {@code unix:PATH} or {@code https://HOST:PORT}; empty for what is preferred
 * @param state state directory of a local bridge
 * @param connect URIs to connect to
 * @param screenshot where a picture of the window is written once there is something to see
 * @param exit whether the console ends after that
 * @param sample whether sample data is shown instead of a bridge
 * @param measure where the smoothness of the window is written after it was tried
 * @param locale the language; empty for what is preferred, else to follow the system
 * @param theme the theme; empty for what was chosen before, else to follow the system
 */
record AppArguments(
        Optional<String> bridge,
        Optional<Path> state,
        List<String> connect,
        Optional<Path> screenshot,
        boolean exit,
        boolean sample,
        Optional<Path> measure,
        Optional<Locale> locale,
        Optional<Theme> theme) {
    AppArguments {
        connect = List.copyOf(connect);
    }

    /**
     * Reads them.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    public static AppArguments parse(List<String> args) {
        Optional<String> bridge = Optional.empty();
        Optional<Path> state = Optional.empty();
        List<String> connect = new ArrayList<>();
        Optional<Path> screenshot = Optional.empty();
        boolean exit = false;
        boolean sample = false;
        Optional<Path> measure = Optional.empty();
        Optional<Locale> locale = Optional.empty();
        Optional<Theme> theme = Optional.empty();
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            switch (name) {
                case "--bridge" -> bridge = Optional.of(value(name, rest));
                case "--state" -> state = Optional.of(Path.of(value(name, rest)));
                case "--connect" -> connect.add(value(name, rest));
                case "--screenshot" -> screenshot = Optional.of(Path.of(value(name, rest)));
                case "--exit" -> exit = true;
                case "--sample" -> sample = true;
                case "--measure" -> measure = Optional.of(Path.of(value(name, rest)));
                case "--lang" -> locale = Optional.of(Locale.forLanguageTag(value(name, rest)));
                case "--theme" -> theme = Optional.of(theme(value(name, rest)));
                default -> throw wrong("\"" + name + "\" is not understood.");
            }
        }
        return new AppArguments(bridge, state, connect, screenshot, exit, sample, measure, locale, theme);
    }

    private static Theme theme(String value) {
        return Theme.of(value).orElseThrow(() -> wrong("The theme is light, dark or contrast, not \"" + value + "\"."));
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw wrong(name + " needs a value.");
        }
        return rest.next();
    }

    private static RuntimeException wrong(String what) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        what,
                        "Nothing was changed.",
                        "Use --bridge ADDRESS, --state DIR, --connect URI, --screenshot FILE, --exit, --sample,"
                                + " --lang TAG and --theme light|dark|contrast.")
                .toException();
    }
}
