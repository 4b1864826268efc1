package dev.muster.app.theme;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the window is coloured. */
public enum Theme {
    LIGHT,
    DARK,
    CONTRAST;

    /** Its word in settings and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The theme of that word. */
    public static Optional<Theme> of(String word) {
        for (Theme theme : values()) {
            if (theme.word().equals(word)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }

    /** The one after it; after the last comes the first. */
    public Theme next() {
        List<Theme> all = List.of(values());
        return all.get((all.indexOf(this) + 1) % all.size());
    }
}
