package dev.muster.bridge.report.render;

/** Text without what would be invisible, change what stands beside it or is not allowed in a document. */
final class Clean {
    private static final int REPLACEMENT = 0xFFFD;

    private Clean() {}

    /**
     * Returns the text with control characters, halves of surrogate pairs, non-characters and controls of writing direction
     * replaced by U+FFFD. Lines end with {@code \n}, tabs become spaces. Without directional controls a name cannot be shown in
     * another order than it has (Unicode Technical Report 36, section 2.5).
     */
    static String text(String text) {
        if (text.codePoints().noneMatch(Clean::isBad)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .codePoints()
                .map(point -> point == '\t' ? ' ' : isBad(point) ? REPLACEMENT : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isBad(int point) {
        return (Character.isISOControl(point) && point != '\n')
                || (point >= 0xD800 && point <= 0xDFFF)
                || (point & 0xFFFE) == 0xFFFE
                || (point >= 0xFDD0 && point <= 0xFDEF)
                || isDirection(point)
                || point == 0x2028
                || point == 0x2029;
    }

    private static boolean isDirection(int point) {
        return (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200E
                || point == 0x200F
                || point == 0x061C;
    }
}
