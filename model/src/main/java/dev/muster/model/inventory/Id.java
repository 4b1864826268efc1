package dev.muster.model.inventory;

/**
 * The name of one thing, unique in a bridge. Its text is what JSON, URLs, the command line and the journal carry; every
 * id type has a static {@code of(String)} that reads it back.
 */
public interface Id {
    /** The id as text. */
    String text();
}
