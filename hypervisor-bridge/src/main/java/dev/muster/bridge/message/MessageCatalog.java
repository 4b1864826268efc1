package dev.muster.bridge.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bridge says, in the language of the window or of a report. The English message is its own id, as with gettext: a catalogue has each
 * message of the bridge with its gaps, and what came is recognised by it. So jobs of an older bridge, problems in a journal and
 * lines of a log are translated too, and what no catalogue knows stays English.
 *
 * <p>Catalogues are PO files (<a href="https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html">gettext manual</a>) with
 * {@code msgid} and {@code msgstr} on one line each; gaps are {@code {0}}, {@code {1}} and so on.
 */
public final class MessageCatalog {
    /** Recently recognised messages that are kept. */
    private static final int REMEMBERED = 4_000;

    private static final Pattern ENTRY = Pattern.compile("(msgid|msgstr) \"(.*)\"");
    private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

    private final Map<String, String> whole = new HashMap<>();
    private final List<Gapped> gapped = new ArrayList<>();
    private final Map<String, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private MessageCatalog(Map<String, String> entries) {
        entries.forEach((english, other) -> {
            if (GAP.matcher(english).find()) {
                gapped.add(Gapped.of(english, other));
            } else {
                whole.put(english, other);
            }
        });
        gapped.sort(Comparator.comparingInt(Gapped::letters).reversed());
    }

    /** The catalogue of a language; an empty one, which leaves everything English, where there is none. */
    public static MessageCatalog of(Locale locale) {
        try (InputStream in = MessageCatalog.class.getResourceAsStream("messages_" + locale.getLanguage() + ".po")) {
            return new MessageCatalog(in == null ? Map.of() : read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages a catalogue file has, with their translations. */
    static Map<String, String> read(InputStream in) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String english = "";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                String text = entry.group(2).replace("\\n", "\n").replace("\\\"", "\"");
                if (entry.group(1).equals("msgid")) {
                    english = text;
                } else if (!english.isEmpty() && !text.isEmpty()) {
                    entries.put(english, text);
                }
            }
        }
        return entries;
    }

    /** The message in this language; as it is where no catalogue knows it. */
    public synchronized String translate(String english) {
        if ((whole.isEmpty() && gapped.isEmpty()) || english.isBlank()) {
            return english;
        }
        String known = remembered.get(english);
        if (known == null) {
            known = find(english).or(() -> lines(english)).orElse(english);
            remembered.put(english, known);
        }
        return known;
    }

    private Optional<String> find(String english) {
        return Optional.ofNullable(whole.get(english))
                .or(() -> gapped.stream()
                        .filter(candidate -> candidate.mayFit(english))
                        .map(candidate -> candidate.fill(english, this::argument))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Several messages below each other, as when several steps failed; some of them may be known. */
    private Optional<String> lines(String english) {
        if (!english.contains("\n")) {
            return Optional.empty();
        }
        List<String> out = new ArrayList<>();
        for (String line : english.split("\n", -1)) {
            out.add(find(line).orElse(line));
        }
        return Optional.of(String.join("\n", out));
    }

    /** What stands in a gap is a name, which stays, a word such as the state of a VM, or a message of its own. */
    private String argument(String text) {
        return text.contains(" ") ? find(text).orElse(text) : whole.getOrDefault(text, text);
    }

    /** Whether a catalogue has this message. */
    boolean knows(String english) {
        return find(english).isPresent();
    }

    private record Gapped(
            String start, String end, int letters, Pattern pattern, List<Integer> gaps, String translation) {
        static Gapped of(String english, String translation) {
            StringBuilder regex = new StringBuilder();
            List<Integer> gaps = new ArrayList<>();
            Matcher gap = GAP.matcher(english);
            int from = 0;
            while (gap.find()) {
                regex.append(Pattern.quote(english.substring(from, gap.start())))
                        .append("(.*?)");
                gaps.add(Integer.parseInt(gap.group(1)));
                from = gap.end();
            }
            regex.append(Pattern.quote(english.substring(from)));
            return new Gapped(
                    english.substring(0, english.indexOf('{')),
                    english.substring(from),
                    GAP.matcher(english).replaceAll("").length(),
                    Pattern.compile(regex.toString(), Pattern.DOTALL),
                    List.copyOf(gaps),
                    translation);
        }

        boolean mayFit(String english) {
            return english.startsWith(start) && english.endsWith(end);
        }

        Optional<String> fill(String english, java.util.function.UnaryOperator<String> argument) {
            Matcher matcher = pattern.matcher(english);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<Integer, String> filled = new HashMap<>();
            for (int i = 0; i < gaps.size(); i++) {
                filled.put(gaps.get(i), argument.apply(matcher.group(i + 1)));
            }
            return Optional.of(GAP.matcher(translation)
                    .replaceAll(gap -> Matcher.quoteReplacement(
                            filled.getOrDefault(Integer.parseInt(gap.group(1)), gap.group()))));
        }
    }
}
