package dev.muster.model.inventory;

/** Names as people see them: what cannot be seen in them, or turns or ends the line around them, is made visible. */
public final class ShownName {
    private static final char BLANK = '\u2420';
    private static final char DELETE = '\u2421';
    private static final char PICTURES = '\u2400';
    private static final char UNKNOWN = '\ufffd';
    private static final char ISOLATE = '\u2068';
    private static final char ISOLATE_END = '\u2069';

    private ShownName() {}

    /**
     * A name for one line: blanks at its ends as {@code \u2420}, control characters as their pictures, and what is written from
     * right to left kept from turning its surroundings around.
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

    private static char visible(char each) {
        if (each < ' ') {
            return (char) (PICTURES + each);
        }
        if (each == 0x7f) {
            return DELETE;
        }
        boolean turns = (each >= '\u202a' && each <= '\u202e') || (each >= '\u2066' && each <= '\u2069');
        return Character.isISOControl(each) || turns ? UNKNOWN : each;
    }
}
