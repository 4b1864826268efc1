package dev.muster.bridge.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a bridge says, in German: every message in its sources has a translation, and is recognised when it comes. */
class MessagesTest {
    private static final Pattern GAP = Pattern.compile("\\{\\d}");
    /** Words that stand in gaps, such as the states of a VM; no messages by themselves. */
    private static final Set<String> WORDS =
            Set.of("running", "off", "paused", "crashed", "asleep", "unknown", "start", "restart", "steps");

    /** Labels of reports that are one word, or begin like what is no message. */
    private static final Set<String> LABELS = Set.of(
            "SHA-256 of the JSON form",
            "SHA-256 of the previous report",
            "Subject",
            "Result",
            "Filter",
            "Rows",
            "Item",
            "Value",
            "Clause",
            "Standard",
            "Requirement",
            "Step",
            "Steps",
            "State",
            "Started",
            "Ended",
            "Duration",
            "Waited",
            "Attempts",
            "Output",
            "Name",
            "Role",
            "Signature",
            "Date",
            "Planned",
            "Actual",
            "OK",
            "Warning",
            "Failed",
            "Passed",
            "Skipped",
            "Complete",
            "Machines",
            "Size",
            "Objectives",
            "Job",
            "Kind",
            "Title",
            "Bridge",
            "Submitted",
            "Details",
            "Question",
            "Decision",
            "Reason",
            "Time",
            "Level",
            "Text",
            "Information",
            "Error",
            "Cancelled",
            "Done",
            "Waived",
            "Waiting",
            "Running",
            "Asking",
            "Operator",
            "Reviewer",
            "Signatures",
            "Incomplete",
            "Inventory",
            "Scope",
            "Host",
            "Hosts",
            "Hypervisor",
            "Architecture",
            "CPUs",
            "Memory",
            "UUID",
            "Disks",
            "Networks",
            "Tags",
            "Connected",
            "Connecting",
            "Paused",
            "Off",
            "Crashed",
            "Asleep",
            "Unknown",
            "Forwarding",
            "Addresses",
            "Type",
            "Path",
            "Capacity",
            "Used",
            "Available",
            "Active",
            "Inactive",
            "Cluster",
            "Revision",
            "Changed",
            "Network",
            "Functions",
            "Function",
            "Described",
            "Members",
            "Identifier",
            "Installation",
            "Revoked",
            "Capture",
            "Group",
            "Captured",
            "Deadline",
            "Verified",
            "Verification",
            "Consistency",
            "Disk",
            "Intact",
            "Broken",
            "No.",
            "User",
            "Origin",
            "Action",
            "Outcome",
            "Hash",
            "Accepted",
            "Refused",
            "Since",
            "Until",
            "Administrator",
            "Auditor",
            "Machine",
            "Run",
            "Plan",
            "Scenario",
            "Objective",
            "Met",
            "Missed",
            "Isolation",
            "Seen",
            "Deviation",
            "Age",
            "Ready",
            "Tried",
            "Note",
            "Before",
            "Now",
            "Change",
            "Alike",
            "Slower",
            "Faster",
            "Processors",
            "Firmware",
            "What",
            "Boots",
            "Kept",
            "None",
            "Picture",
            "Critical",
            "Severity",
            "Subnet",
            "Reach",
            "Forwards",
            "Isolated",
            "Runs",
            "Tier",
            "Source",
            "Gates",
            "Within",
            "Then",
            "Succeeded",
            "Interrupted",
            "Approver",
            "Clean-up",
            "Failback",
            "SHA-256 of the definition",
            "Run by",
            "Cause",
            "Owner",
            "Due",
            "Status",
            "Nobody",
            "Low",
            "Medium",
            "High",
            "Open",
            "Closed",
            "Findings",
            "Finding",
            "Number",
            "SHA-256 of the image");

    private static final MessageCatalog GERMAN = MessageCatalog.of(Locale.GERMAN);

    @Test
    void every_message_of_the_bridge_has_a_translation_with_the_same_gaps() throws Exception {
        Map<String, String> translations = translations();
        List<String> messages = messages();
        assertThat(messages).hasSizeGreaterThan(800);
        assertThat(messages)
                .filteredOn(message -> !translations.containsKey(message))
                .as("not translated")
                .isEmpty();
        assertThat(messages)
                .filteredOn(message -> !gaps(message).equals(gaps(translations.getOrDefault(message, ""))))
                .as("gaps differ")
                .isEmpty();
    }

    @Test
    void no_translation_is_left_over_from_a_message_that_went() throws Exception {
        Set<String> known = new TreeSet<>(messages());
        known.addAll(WORDS);
        known.addAll(LABELS);
        assertThat(translations().keySet()).isSubsetOf(known);
    }

    @Test
    void every_message_is_recognised_with_its_gaps_filled() throws Exception {
        for (String message : messages()) {
            String said = GAP.matcher(message).replaceAll("web-01");
            assertThat(GERMAN.knows(said)).as(said).isTrue();
        }
    }

    @Test
    void what_stands_in_a_gap_is_translated_where_it_is_a_message_and_stays_where_it_is_a_name() {
        String said = "Waited 30 s for the guest to shut down, in vain.";
        assertThat(GERMAN.translate(said))
                .contains("30")
                .doesNotContain("the guest")
                .isNotEqualTo(said);
        assertThat(GERMAN.translate("Disconnect lab-7")).contains("lab-7").isNotEqualTo("Disconnect lab-7");
    }

    @Test
    void what_nobody_knows_stays_as_it_is_and_english_is_never_touched() {
        assertThat(GERMAN.translate("error: something of libvirt's own"))
                .isEqualTo("error: something of libvirt's own");
        assertThat(MessageCatalog.of(Locale.ENGLISH).translate("Nothing was changed."))
                .isEqualTo("Nothing was changed.");
    }

    private static Map<String, String> translations() throws IOException {
        try (InputStream in = Objects.requireNonNull(MessageCatalog.class.getResourceAsStream("messages_de.po"))) {
            return MessageCatalog.read(in);
        }
    }

    /** Read from the sources by a program of its own, since the compiler is no part of the window. */
    private static List<String> messages() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of("..", "tools", "MessageSources.java").toString(),
                        "..")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = out.lines()
                    .map(line -> line.substring(0, line.lastIndexOf('\t')).replace("\\n", "\n"))
                    .toList();
        }
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static Set<String> gaps(String text) {
        Set<String> gaps = new TreeSet<>();
        Matcher found = GAP.matcher(text);
        while (found.find()) {
            gaps.add(found.group());
        }
        return gaps;
    }
}
