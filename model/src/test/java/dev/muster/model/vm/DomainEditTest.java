package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DomainEditTest {
    private static final Set<String> TOUCHED = Set.of("vcpu", "memory", "currentMemory", "title", "description");

    /** Seeded, so that a failure comes again; the seed is in its message. */
    @Test
    void an_edit_does_what_it_says_and_leaves_the_rest_alone() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            String domain = ForeignDomains.NAMES.get(random.nextInt(ForeignDomains.NAMES.size()));
            VmChanges changes = changes(random);
            assertThatCode(() -> leavesTheRest(domain, changes))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    private static void leavesTheRest(String name, VmChanges changes) {
        DomainDocument before = ForeignDomains.of(name);
        DomainDocument after;
        try {
            after = before.with(changes);
        } catch (MusterException refused) {
            assertThat(refused.problem().code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(changes.vcpus().isPresent() || changes.memoryBytes().isPresent())
                    .isTrue();
            return;
        }
        assertThat(after.vcpus()).isEqualTo(changes.vcpus().orElse(before.vcpus()));
        assertThat(after.memoryBytes()).isEqualTo(changes.memoryBytes().orElse(before.memoryBytes()));
        assertThat(after.maxMemoryBytes()).isEqualTo(changes.memoryBytes().orElse(before.maxMemoryBytes()));
        assertThat(after.title()).isEqualTo(changes.title().orElse(before.title()));
        assertThat(after.description()).isEqualTo(changes.description().orElse(before.description()));
        assertThat(after.tags()).isEqualTo(changes.tags().map(TreeSet::new).orElse(new TreeSet<>(before.tags())));
        assertThat(rest(after)).isEqualTo(rest(before));
        assertThat(after.with(changes).xml()).as("twice is once").isEqualTo(after.xml());
    }

    @Test
    void changing_nothing_or_to_what_is_there_changes_no_character() {
        for (String name : ForeignDomains.NAMES) {
            DomainDocument document = ForeignDomains.of(name);
            Optional<Long> memory = document.memoryBytes() == document.maxMemoryBytes()
                    ? Optional.of(document.memoryBytes())
                    : Optional.empty();
            VmChanges same = new VmChanges(
                    Optional.of(document.vcpus()),
                    memory,
                    Optional.of(document.title()),
                    Optional.of(document.description()),
                    Optional.empty(),
                    Optional.of(document.tags()));

            assertThat(document.with(same).xml()).isEqualTo(document.xml());
        }
    }

    @Test
    void the_unit_of_memory_is_kept_where_it_will_do() {
        DomainDocument document = ForeignDomains.of("cockpit");

        assertThat(document.with(memory(3L << 30)).xml())
                .contains("<memory unit=\"GiB\">3</memory><currentMemory unit=\"MiB\">3072</currentMemory>");
        assertThat(document.with(memory(1536L << 20)).xml())
                .contains("<memory unit=\"KiB\">1572864</memory><currentMemory unit=\"MiB\">1536</currentMemory>");
        assertThat(ForeignDomains.of("virt-install").with(memory(1L << 29)).xml())
                .contains("<memory>524288</memory>");
        assertThat(document.with(memory((1L << 29) + 1)).maxMemoryBytes()).isEqualTo((1L << 29) + 1);
    }

    @Test
    void room_for_plugging_processors_in_is_kept() {
        DomainDocument document = ForeignDomains.of("ovirt");

        assertThat(document.with(vcpus(12)).xml()).contains("<vcpu placement=\"static\" current=\"12\">16</vcpu>");
        assertRefused(document, vcpus(17), "topology of 16");
    }

    @Test
    void what_would_contradict_the_layout_is_refused() {
        assertRefused(ForeignDomains.of("windows-gpu"), vcpus(4), "topology of 8");
        assertRefused(ForeignDomains.of("windows-gpu"), memory(8L << 30), "NUMA");
        assertRefused(ForeignDomains.of("kubevirt"), vcpus(2), "<vcpus>");
        assertRefused(ForeignDomains.of("ovirt"), memory(8L << 30), "<maxMemory>");
        DomainDocument dimm =
                DomainDocument.parse("<domain><memory>1024</memory><devices><memory model='dimm'/></devices></domain>");
        assertRefused(dimm, memory(1L << 30), "memory devices");
    }

    @Test
    void tags_beside_other_things_in_our_metadata_keep_those() {
        DomainDocument document = ForeignDomains.of("muster-and-others");

        String none = document.with(tags()).xml();
        assertThat(none)
                .contains("<m:vm xmlns:m=\"https://muster.dev/vm/1\" future=\"yes\"><m:later><m:tag>deeper")
                .doesNotContain("note=\"kept\"");
        assertThat(document.with(tags("db", "web")).xml())
                .contains("<m:tag note=\"kept\">db</m:tag>")
                .contains("<m:tag>web</m:tag>");
        DomainDocument empty = DomainDocument.parse(
                "<domain><name>a</name><metadata><vm xmlns='https://muster.dev/vm/1' x='1'/></metadata></domain>");
        assertThat(empty.with(tags("a", "b")).xml())
                .contains("<vm xmlns='https://muster.dev/vm/1' x='1'><tag>a</tag><tag>b</tag></vm>");
    }

    @Test
    void values_that_make_no_sense_are_refused() {
        DomainDocument document = ForeignDomains.of("cockpit");

        for (VmChanges changes : List.of(
                vcpus(0),
                vcpus(513),
                memory(0),
                memory(-1),
                title("a\nb"),
                title("a\u0000"),
                tags(" "),
                tags("a\nb"))) {
            assertThatThrownBy(() -> document.with(changes)).isInstanceOf(MusterException.Usage.class);
        }
    }

    private static VmChanges changes(Random random) {
        SortedSet<String> tags = new TreeSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            tags.add(List.of("a", "prod", "db", "x&y", "<tag>", "ü").get(random.nextInt(6)));
        }
        return new VmChanges(
                sometimes(random, 1 + random.nextInt(20)),
                sometimes(random, 1 + random.nextLong(1L << 33)),
                sometimes(random, text(random)),
                sometimes(random, text(random)),
                Optional.empty(),
                sometimes(random, tags));
    }

    private static <T> Optional<T> sometimes(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static String text(Random random) {
        String letters = "ab <>&'\"ü]0";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(13); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString().strip();
    }

    /** The document without what an edit may touch. */
    private static String rest(DomainDocument document) {
        XmlEdit edit = new XmlEdit(document.root());
        document.root().children().stream()
                .filter(child -> TOUCHED.contains(child.qualifiedName()))
                .forEach(edit::remove);
        boolean otherMetadata = document.root().children("metadata").stream()
                .anyMatch(metadata ->
                        metadata.attributes().size() + metadata.children().size()
                                > document.own().size());
        if (otherMetadata) {
            document.own().forEach(vm -> {
                List<XmlElement> tags = vm.children(DomainDocument.NAMESPACE, "tag");
                if (tags.size() == vm.children().size()) {
                    edit.remove(vm);
                } else {
                    tags.forEach(edit::remove);
                }
            });
        } else {
            document.root().children("metadata").forEach(edit::remove);
        }
        return edit.apply().replaceAll("<([\\w:]+)([^<>]*?)\\s*(/>|>\\s*</\\1>)", "<$1$2/>");
    }

    private static void assertRefused(DomainDocument document, VmChanges changes, String why) {
        assertThatThrownBy(() -> document.with(changes))
                .isInstanceOf(MusterException.Refused.class)
                .hasMessageContaining(why);
    }

    private static VmChanges vcpus(int vcpus) {
        return new VmChanges(
                Optional.of(vcpus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static VmChanges memory(long bytes) {
        return new VmChanges(
                Optional.empty(),
                Optional.of(bytes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static VmChanges title(String title) {
        return new VmChanges(
                Optional.empty(),
                Optional.empty(),
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static VmChanges tags(String... tags) {
        return new VmChanges(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TreeSet<>(List.of(tags))));
    }
}
