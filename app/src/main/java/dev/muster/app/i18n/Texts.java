package dev.muster.app.i18n;

import dev.muster.bridge.message.MessageCatalog;
import dev.muster.model.error.Problem;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of one language. A feature has a bundle of its room's name in its room, and its keys begin with that name, so that a
 * text is found by its key alone; what the rooms share is in the bundles beside this class.
 */
public final class Texts {
    /** The bundles beside this class. */
    public static final List<String> SHARED = List.of("shell", "action", "vm", "job", "table", "move");

    private static final String ROOMS = "dev.muster.app.";

    private final Locale locale;
    private final List<ResourceBundle> shared;
    private final MessageCatalog messages;
    private final Map<String, Optional<ResourceBundle>> rooms = new ConcurrentHashMap<>();

    /** The texts of that language; English where there is none. */
    public Texts(Locale locale) {
        this.locale = locale;
        List<ResourceBundle> found = new ArrayList<>();
        for (String name : SHARED) {
            found.add(bundle(Texts.class.getPackageName() + "." + name));
        }
        this.shared = List.copyOf(found);
        this.messages = MessageCatalog.of(locale);
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
        String pattern = pattern(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    /** What a bridge said, in this language: a sentence of a problem, the title of a job, what a step waits for. */
    public String say(String english) {
        return messages.translate(english);
    }

    /** What happened and what to do next, in this language. */
    public String say(Problem problem) {
        return (say(problem.what()) + " " + say(problem.remedy())).strip();
    }

    /** Everything a problem says, code and sentences on separate lines, in this language. */
    public String whole(Problem problem) {
        return Stream.of(
                        problem.code().id() + ": " + say(problem.what()),
                        say(problem.meaning()),
                        say(problem.remedy()),
                        problem.details())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private String pattern(String key) {
        int dot = key.indexOf('.');
        Optional<ResourceBundle> room =
                dot < 0 ? Optional.empty() : rooms.computeIfAbsent(key.substring(0, dot), this::room);
        if (room.isPresent() && room.get().containsKey(key)) {
            return room.get().getString(key);
        }
        for (ResourceBundle bundle : shared) {
            if (bundle.containsKey(key)) {
                return bundle.getString(key);
            }
        }
        throw new MissingResourceException("no text for " + key, Texts.class.getName(), key);
    }

    private Optional<ResourceBundle> room(String name) {
        try {
            return Optional.of(bundle(ROOMS + name + "." + name));
        } catch (MissingResourceException e) {
            return Optional.empty(); // a key of the shared bundles
        }
    }

    private ResourceBundle bundle(String name) {
        // English is the root: asked for by its own name, it would give way to the language of the machine.
        boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return ResourceBundle.getBundle(name, english ? Locale.ROOT : locale, Texts.class.getModule());
    }
}
