package dev.muster.model.inventory;

/** Names as people see them: what cannot be seen in them, or turns or ends the line around them, is made visible. */
public final class ShownName {
    /** Unlike the pictures of control characters, fonts have it. */
    private static final char BLANK = '\u2423';

    private static final char LINE_END = '\u21b5';
    private static final char TAB = '\u21e5';
    private static final char UNKNOWN = '\ufffd';
    private static final char ISOLATE = '\u2068';
    private static final char ISOLATE_END = '\u2069';

    private ShownName() {}

    /**
     * A name for one line: blanks at its ends as {@code \u2423}, line feeds and tabs as arrows, other control characters as
     * {@code \x1b}, and what is written from right to left kept from turning its surroundings around.
     */
    public static String of(String name) {
        int begin = 0;
        int end = name.length();
        while (begin < end && name.charAt(begin) == ' ') {
            begin++;
        }
        while (end > begin && name.charAt(end - 1) == ' ') {
            end--;
        }
        return String.valueOf(BLANK).repeat(begin)
                + text(name.substring(begin, end))
                + String.valueOf(BLANK).repeat(name.length() - end);
    }

    /** Free text for one line, such as a title: as {@link #of}, with blanks as they are. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        boolean turns = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            byte direction = Character.getDirectionality(each);
            turns |= direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
            shown.append(visible(each));
        }
        return turns ? ISOLATE + shown.toString() + ISOLATE_END : shown.toString();
    }

    private static String visible(char each) {
        if (each == '\n') {
            return String.valueOf(LINE_END);
        }
        if (each == '\t') {
            return String.valueOf(TAB);
        }
        if (Character.isISOControl(each)) {
            return String.format("\\x%02x", (int) each);
        }
        boolean turns = (each >= '\u202a' && each <= '\u202e') || (each >= '\u2066' && each <= '\u2069');
        return String.valueOf(turns ? UNKNOWN : each);
    }
}
