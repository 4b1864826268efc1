package dev.muster.bridge.report.render;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Severity;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Bidi;
import java.util.Objects;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/** The fonts and colours of a PDF. Fonts are embedded, so that it looks the same everywhere. Sizes are in points. */
final class PdfFonts {
    static final Color TEXT = new Color(0x1D2127);
    static final Color DIM = new Color(0x5B636E);
    static final Color LINE = new Color(0xD5D9DE);
    static final Color HEAD = new Color(0xF3F4F6);
    static final Color PLANNED = new Color(0xC3CAD3);

    private static final String FOLDER = "net/sf/jasperreports/fonts/dejavu/";

    final BaseFont text;
    final BaseFont bold;
    final BaseFont mono;

    /**
     * Reads the fonts.
     *
     * @param seed what the names of the embedded subsets are made from, so that they are the same each time
     */
    PdfFonts(String seed) throws IOException {
        this.text = read("DejaVuSansCondensed.ttf", seed + "text");
        this.bold = read("DejaVuSansCondensed-Bold.ttf", seed + "bold");
        this.mono = read("DejaVuSansMono.ttf", seed + "mono");
    }

    Font text(float size) {
        return new Font(text, size, Font.NORMAL, TEXT);
    }

    Font dim(float size) {
        return new Font(text, size, Font.NORMAL, DIM);
    }

    Font bold(float size) {
        return new Font(bold, size, Font.NORMAL, TEXT);
    }

    Font bold(float size, Color color) {
        return new Font(bold, size, Font.NORMAL, color);
    }

    Font mono(float size) {
        return new Font(mono, size, Font.NORMAL, TEXT);
    }

    /** Returns the font of a line of output: of fixed width, unless that has fewer of its letters. */
    Font output(String line, float size) {
        boolean plain = line.codePoints().anyMatch(point -> !mono.charExists(point) && text.charExists(point));
        return new Font(plain ? text : mono, size, Font.NORMAL, DIM);
    }

    static Color color(Severity severity) {
        return switch (severity) {
            case OK -> new Color(0x1F6F43);
            case WARNING -> new Color(0x8A5A00);
            case FAILED -> new Color(0xA3211F);
            case NONE -> new Color(0x4A525C);
        };
    }

    static Color pale(Severity severity) {
        return switch (severity) {
            case OK -> new Color(0xE8F3EC);
            case WARNING -> new Color(0xFBF2DE);
            case FAILED -> new Color(0xFAE9E8);
            case NONE -> new Color(0xF0F1F3);
        };
    }

    /** Returns the text with what the font has no shape for named by its number, such as {@code [U+4E2D]}: nothing is lost. */
    static String shown(String words, BaseFont font) {
        String clean = Clean.text(words);
        if (clean.codePoints().allMatch(point -> point < 0x180 || point == '\n' || font.charExists(point))) {
            return clean;
        }
        StringBuilder shown = new StringBuilder();
        clean.codePoints().forEach(point -> {
            if (point == '\n' || font.charExists(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("[U+%04X]", point));
            }
        });
        return shown.toString();
    }

    /** Returns whether the text has letters that are written from right to left. */
    static boolean isBidirectional(String words) {
        return Bidi.requiresBidi(words.toCharArray(), 0, words.length());
    }

    private static BaseFont read(String file, String seed) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PdfFonts.class.getClassLoader().getResourceAsStream(FOLDER + file), file)) {
            BaseFont font =
                    BaseFont.createFont(file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
            font.setSecureRandom(new Repeatable(seed));
            return font;
        }
    }

    /** Nothing here is secret: the prefix in the name of a subset has only to be the same each time. */
    private static final class Repeatable extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] digest;
        private int next;

        Repeatable(String seed) {
            this.digest =
                    ReportJson.sha256(seed.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public double nextDouble() {
            int first = Character.digit(digest[next++ % digest.length], 16);
            int second = Character.digit(digest[next++ % digest.length], 16);
            return (first * 16 + second) / 256.0;
        }
    }
}
