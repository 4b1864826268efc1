package dev.muster.app.i18n;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The texts of one language. Each feature has a bundle of its own beside this class. */
public final class Texts {
    /** The bundles, one for each feature. */
    public static final List<String> BUNDLES = List.of(
            "shell",
            "action",
            "vm",
            "job",
            "host",
            "network",
            "storage",
            "audit",
            "alert",
            "console",
            "stats",
            "snapshot",
            "hardware",
            "table",
            "move");

    private final Locale locale;
    private final List<ResourceBundle> bundles;

    /** The texts of that language; English where there is none. */
    public Texts(Locale locale) {
        this.locale = locale;
        List<ResourceBundle> found = new ArrayList<>();
        for (String name : BUNDLES) {
            found.add(ResourceBundle.getBundle(
                    Texts.class.getPackageName() + "." + name, locale, Texts.class.getModule()));
        }
        this.bundles = List.copyOf(found);
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /**
     * A text with its gaps filled.
     *
     * @throws MissingResourceException where no bundle has the key, which a test finds
     */
    public String get(String key, Object... arguments) {
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                String pattern = bundle.getString(key);
                return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
            }
        }
        throw new MissingResourceException("no text for " + key, Texts.class.getName(), key);
    }
}
