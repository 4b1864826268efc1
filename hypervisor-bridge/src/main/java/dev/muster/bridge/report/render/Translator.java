package dev.muster.bridge.report.render;

import dev.muster.bridge.message.MessageCatalog;
import java.util.Locale;

/** Translates the messages of a report. */
@FunctionalInterface
public interface Translator {
    /**
     * Returns the message in a language.
     *
     * @param english the message, its own id
     * @param locale the language
     * @return the English message where there is no other
     */
    String translate(String english, Locale locale);

    /** Returns one that translates by the catalogues of the bridge, each read once. */
    static Translator ofCatalogues() {
        MessageCatalog german = MessageCatalog.of(Locale.GERMAN);
        return (english, locale) -> locale.getLanguage().equals("de") ? german.translate(english) : english;
    }
}
