package dev.muster.model.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the search field, saved searches and {@code muster ctl vm list FILTER} understand: words and qualifiers, all of
 * which must hold, such as {@code web state:running host:h2 conn:lab tag:prod}. A word is looked for in name, title, description,
 * UUID and MAC addresses. Upper and lower case are the same. A word in double quotes may hold spaces. A {@code -} before
 * a term turns it round.
 */
public final class InventorySearch implements Predicate<Vm> {
    /** The qualifiers understood; any other {@code x:y} is looked for as a word. */
    public static final Set<String> QUALIFIERS =
            Set.of("state", "host", "conn", "tag", "function", "name", "network", "pool", "mac", "uuid", "type");

    private final String text;
    private final List<Predicate<Vm>> terms;

    private InventorySearch(String text, List<Predicate<Vm>> terms) {
        this.text = text;
        this.terms = terms;
    }

    /** Reads a search; every text is one, the empty text finds everything. */
    public static InventorySearch parse(String text) {
        List<Predicate<Vm>> terms = new ArrayList<>();
        for (String word : words(text)) {
            boolean not = word.length() > 1 && word.startsWith("-");
            Predicate<Vm> term = term(not ? word.substring(1) : word);
            terms.add(not ? term.negate() : term);
        }
        return new InventorySearch(text, List.copyOf(terms));
    }

    /**
     * What in a search can only be a slip: a qualifier or a state there is not. One sentence; empty for none. A search is
     * read nevertheless while one types it; where nobody looks at the answer it is better refused.
     */
    public static Optional<String> doubt(String text) {
        for (String word : words(text)) {
            String term =
                    (word.length() > 1 && word.startsWith("-") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
            int colon = term.indexOf(':');
            String key = colon > 0 ? term.substring(0, colon) : "";
            if (term.startsWith("-")) {
                return Optional.of("\"" + word + "\" is neither an option nor something to look for.");
            }
            if (!key.isEmpty()
                    && key.chars().allMatch(Character::isLetter)
                    && !isHex(term)
                    && !QUALIFIERS.contains(key)) {
                return Optional.of("There is no qualifier \"" + key + ":\"; there are "
                        + QUALIFIERS.stream().sorted().collect(Collectors.joining(": ", "", ":")) + ".");
            }
            String value = term.substring(colon + 1);
            if (key.equals("state")
                    && Stream.of(VmState.values())
                            .noneMatch(state -> state.word().startsWith(value))) {
                return Optional.of("There is no state \"" + value + "\"; there are "
                        + Stream.of(VmState.values()).map(VmState::word).collect(Collectors.joining(", ")) + ".");
            }
        }
        return Optional.empty();
    }

    /** As the beginning of a MAC address is. */
    private static boolean isHex(String term) {
        return term.matches("[0-9a-f]{2}(:[0-9a-f]{0,2})+");
    }

    /** The text it was read from. */
    public String text() {
        return text;
    }

    /** Whether it finds everything. */
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    @Override
    public boolean test(Vm vm) {
        for (Predicate<Vm> term : terms) {
            if (!term.test(vm)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Vm> term(String raw) {
        String lower = raw.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        if (colon > 0 && QUALIFIERS.contains(lower.substring(0, colon))) {
            return qualified(lower.substring(0, colon), lower.substring(colon + 1));
        }
        return vm -> has(vm.name(), lower)
                || has(vm.title(), lower)
                || has(vm.description(), lower)
                || vm.tags().stream().anyMatch(tag -> has(tag, lower))
                || vm.id().uuid().toString().startsWith(lower)
                || vm.nics().stream().anyMatch(nic -> has(nic.mac(), lower));
    }

    private static Predicate<Vm> qualified(String key, String value) {
        return switch (key) {
            case "state" ->
                vm -> vm.state().word().startsWith(value)
                        || (VmState.CRASHED.word().equals(value) && vm.crashed());
            case "host" -> vm -> has(vm.id().host().text(), value);
            case "conn" -> vm -> isOf(vm.id().host().text().toLowerCase(Locale.ROOT), value);
            case "function" -> vm -> VmFunction.of(vm).equalsIgnoreCase(value);
            case "tag" -> vm -> vm.tags().stream().anyMatch(tag -> tag.equalsIgnoreCase(value));
            case "name" -> vm -> has(vm.name(), value);
            case "network" -> vm -> vm.nics().stream().anyMatch(nic -> has(nic.source(), value));
            case "pool" -> vm -> vm.disks().stream().anyMatch(disk -> has(disk.source(), value));
            case "mac" -> vm -> vm.nics().stream().anyMatch(nic -> has(nic.mac(), value));
            case "uuid" -> vm -> vm.id().uuid().toString().startsWith(value);
            case "type" -> vm -> vm.virtualization().equalsIgnoreCase(value);
            default -> throw new IllegalStateException("unlisted qualifier " + key);
        };
    }

    /** A connection with many hosts calls them {@code connection.h001} and so on. */
    private static boolean isOf(String host, String connection) {
        return host.equals(connection) || host.startsWith(connection + ".");
    }

    private static boolean has(String text, String lower) {
        return text.toLowerCase(Locale.ROOT).contains(lower);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && !quoted) {
                flush(word, words);
            } else {
                word.append(c);
            }
        }
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
