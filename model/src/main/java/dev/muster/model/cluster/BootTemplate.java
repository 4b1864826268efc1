package dev.muster.model.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables in double braces, such as {@code hostname={{vm.name}}}:
 *
 * <ul>
 *   <li>{@code vm.name}, {@code vm.uuid}, {@code vm.mac}, {@code vm.address} (of this boot)
 *   <li>{@code cluster}, {@code function}, {@code label.KEY} (of the function)
 *   <li>{@code peers.FUNCTION}: names of the VMs of a function, joined with commas; {@code addresses.FUNCTION}: the addresses
 *       they have now
 *   <li>{@code url.up}, {@code url.done}: to be asked by the guest when it is up, when an installation is complete
 *   <li>{@code file:NAME}: the URL of an artifact
 * </ul>
 *
 * @param parts texts and variables in turn, a text first
 */
public record BootTemplate(List<String> parts) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Set<String> PLAIN =
            Set.of("vm.name", "vm.uuid", "vm.mac", "vm.address", "cluster", "function", "url.up", "url.done");
    private static final String FILE = "file:";
    /** Longer ones are cut off by kernels. */
    private static final int LONGEST_LINE = 2000;

    public BootTemplate {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} for braces without end
     */
    public static BootTemplate parse(String text) {
        List<String> parts = new ArrayList<>();
        Matcher found = VARIABLE.matcher(text);
        int from = 0;
        while (found.find()) {
            parts.add(plain(text.substring(from, found.start())));
            parts.add(found.group(1));
            from = found.end();
        }
        parts.add(plain(text.substring(from)));
        return new BootTemplate(parts);
    }

    private static String plain(String text) {
        if (text.contains("{{") || text.contains("}}")) {
            throw Refusals.refused(
                    "A template has double braces that begin or end no variable.",
                    "Write variables as docs/clusters.md shows.");
        }
        return text;
    }

    /** A command line: one line, of characters that iPXE passes on as they are. */
    static void requireLine(String text) {
        if (text.length() > LONGEST_LINE
                || text.chars().anyMatch(c -> c < ' ' || c > '~')
                || text.contains("${")
                || text.contains("||")
                || text.contains("&&")) {
            throw Refusals.refused(
                    "The command line of a boot profile has more than 2000 characters, or one that cannot be passed on.",
                    "Use one line of ASCII without ${, || and &&.");
        }
        parse(text);
    }

    /** The variables in it, each once, in order. */
    public Set<String> variables() {
        Set<String> variables = new LinkedHashSet<>();
        for (int i = 1; i < parts.size(); i += 2) {
            variables.add(parts.get(i));
        }
        return variables;
    }

    /** The artifacts named in it. */
    public Set<ArtifactId> files() {
        Set<ArtifactId> files = new LinkedHashSet<>();
        for (String variable : variables()) {
            if (variable.startsWith(FILE)) {
                files.add(ArtifactId.of(variable.substring(FILE.length())));
            }
        }
        return files;
    }

    /** The text with the value of each variable in its place. */
    public String fill(UnaryOperator<String> value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i % 2 == 0 ? parts.get(i) : value.apply(parts.get(i)));
        }
        return text.toString();
    }

    /**
     * Refuses what would be unknown when a VM of that function boots.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    static void requireKnown(BootProfile profile, ClusterFunction function, Set<String> functions) {
        for (String variable : parse(profile.template()).variables()) {
            if (!known(variable, function, functions)) {
                throw Refusals.refused(
                        "Boot profile " + profile.name() + " uses the variable \"" + variable + "\", which function "
                                + function.name() + " does not have.",
                        "Correct its name; docs/clusters.md lists the variables.");
            }
        }
    }

    private static boolean known(String variable, ClusterFunction function, Set<String> functions) {
        int dot = variable.indexOf('.');
        String group = dot < 0 ? "" : variable.substring(0, dot);
        String rest = variable.substring(dot + 1);
        return PLAIN.contains(variable)
                || variable.startsWith(FILE)
                || (group.equals("label") && function.labels().containsKey(rest))
                || ((group.equals("peers") || group.equals("addresses")) && functions.contains(rest));
    }
}
