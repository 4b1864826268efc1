package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.Color;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.TextStyle.Option;
import org.jspecify.annotations.Nullable;

/**
 * How characters look.
 *
 * @param foreground {@code 0xrrggbb}; -1 for the terminal's own
 * @param background as the foreground
 */
public record Look(
        int foreground,
        int background,
        boolean bold,
        boolean dim,
        boolean italic,
        boolean underlined,
        boolean inverse,
        boolean hidden) {
    /** The terminal's own colours. */
    public static final int DEFAULT = -1;

    /** The sixteen colours programs name by number, legible on the dark ground: GitHub Primer's terminal colours. */
    private static final String SIXTEEN =
            "484f58ff7b723fb950d2992258a6ffbc8cff39c5cfb1bac4" + "6e7681ffa19856d364e3b34179c0ffd2a8ff56d4ddffffff";

    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    static Look of(TextStyle style) {
        return new Look(
                rgb(style.getForeground()),
                rgb(style.getBackground()),
                style.hasOption(Option.BOLD),
                style.hasOption(Option.DIM),
                style.hasOption(Option.ITALIC),
                style.hasOption(Option.UNDERLINED),
                style.hasOption(Option.INVERSE),
                style.hasOption(Option.HIDDEN));
    }

    private static int rgb(@Nullable TerminalColor colour) {
        if (colour == null) {
            return DEFAULT;
        }
        if (colour.isIndexed()) {
            return indexed(colour.getColorIndex());
        }
        Color of = colour.toColor();
        return (of.getRed() << 16) | (of.getGreen() << 8) | of.getBlue();
    }

    /** One of xterm's 256: sixteen with names, a cube of 216, 24 greys. */
    static int indexed(int index) {
        if (index < 16) {
            return Integer.parseInt(SIXTEEN, index * 6, index * 6 + 6, 16);
        }
        if (index < 232) {
            int of = index - 16;
            return (CUBE[of / 36] << 16) | (CUBE[(of / 6) % 6] << 8) | CUBE[of % 6];
        }
        int grey = Math.min(255, 8 + 10 * (index - 232));
        return (grey << 16) | (grey << 8) | grey;
    }
}
