package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Writes {@link VmChanges} into a domain's XML. What already is as wanted is not touched at all. */
final class DomainEdit {
    private final DomainDocument document;
    private final XmlElement root;
    private final XmlEdit edit;

    DomainEdit(DomainDocument document) {
        this.document = document;
        root = document.root();
        edit = new XmlEdit(root);
    }

    String apply(VmChanges changes) {
        changes.vcpus().filter(wanted -> wanted != document.vcpus()).ifPresent(this::vcpus);
        changes.memoryBytes()
                .filter(wanted -> wanted != document.memoryBytes() || wanted != document.maxMemoryBytes())
                .ifPresent(this::memory);
        changes.title().filter(wanted -> !wanted.equals(document.title())).ifPresent(this::title);
        changes.description()
                .filter(wanted -> !wanted.equals(document.description()))
                .ifPresent(wanted -> freeText("description", wanted, "title", "genid", "uuid", "name"));
        changes.tags().filter(wanted -> !wanted.equals(document.tags())).ifPresent(this::tags);
        return edit.apply();
    }

    /** Where processors can be plugged in ({@code current}), the number plugged in changes and the room for more stays. */
    private void vcpus(int wanted) {
        if (wanted < 1 || wanted > 512) {
            throw refused(ErrorCode.USAGE_INVALID, "A VM has 1 to 512 virtual processors, not " + wanted + ".");
        }
        if (root.child("vcpus").isPresent()) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "The definition lists each virtual processor by itself (<vcpus>), which a new number would contradict.");
        }
        Optional<XmlElement> vcpu = root.child("vcpu");
        boolean pluggable = vcpu.isPresent() && vcpu.orElseThrow().hasAttribute("current");
        int most = pluggable ? Math.max(wanted, document.maxVcpus()) : wanted;
        if (most != document.maxVcpus()) {
            requireFits(most);
        }
        if (vcpu.isEmpty()) {
            insert(XmlBuilder.element("vcpu").text(String.valueOf(wanted)), "currentMemory", "memory", "name");
            return;
        }
        if (pluggable) {
            edit.setAttribute(vcpu.get(), "current", String.valueOf(wanted));
        }
        if (most != document.maxVcpus()) {
            edit.setText(vcpu.get(), String.valueOf(most));
        }
    }

    /** Processors plugged in; the room for more stays, and grows where it is too small. */
    String pluggedVcpus(int wanted) {
        if (wanted == document.vcpus()) {
            return document.xml();
        }
        requireNoList();
        int most = Math.max(wanted, document.maxVcpus());
        writeVcpus(wanted, most);
        return edit.apply();
    }

    /** Room for processors; those plugged in stay, as far as there is room. */
    String maximumVcpus(int most) {
        if (most == document.maxVcpus()) {
            return document.xml();
        }
        requireNoList();
        writeVcpus(Math.min(document.vcpus(), most), most);
        return edit.apply();
    }

    private void writeVcpus(int plugged, int most) {
        if (most != document.maxVcpus()) {
            requireFits(most);
        }
        Optional<XmlElement> vcpu = root.child("vcpu");
        if (vcpu.isEmpty()) {
            XmlBuilder added = XmlBuilder.element("vcpu");
            if (plugged < most) {
                added.attribute("current", String.valueOf(plugged));
            }
            insert(added.text(String.valueOf(most)), "currentMemory", "memory", "name");
            return;
        }
        if (plugged < most) {
            edit.setAttribute(vcpu.get(), "current", String.valueOf(plugged));
        } else {
            edit.removeAttribute(vcpu.get(), "current");
        }
        if (most != document.maxVcpus()) {
            edit.setText(vcpu.get(), String.valueOf(most));
        }
    }

    private void requireNoList() {
        if (root.child("vcpus").isPresent()) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "The definition lists each virtual processor by itself (<vcpus>), which a new number would contradict.");
        }
    }

    /** Memory the guest has; the room for more stays, and grows where it is too small. */
    String pluggedMemory(long wanted) {
        if (wanted == document.memoryBytes()) {
            return document.xml();
        }
        if (wanted > document.maxMemoryBytes()) {
            memory(wanted);
        } else {
            current(wanted);
        }
        return edit.apply();
    }

    /** Room for memory; what the guest has stays, as far as there is room. */
    String maximumMemory(long wanted) {
        if (wanted == document.maxMemoryBytes()) {
            return document.xml();
        }
        long plugged = Math.min(document.memoryBytes(), wanted);
        requireNoLayout(wanted);
        root.child("memory").ifPresent(memory -> size(memory, wanted));
        if (root.child("memory").isPresent()) {
            current(plugged);
        } else {
            memory(wanted);
        }
        return edit.apply();
    }

    private void current(long wanted) {
        String unit = MemoryUnit.fitting(wanted, "KiB");
        root.child("currentMemory")
                .ifPresentOrElse(
                        current -> size(current, wanted),
                        () -> insert(
                                XmlBuilder.element("currentMemory")
                                        .attribute("unit", unit)
                                        .text(amount(wanted, unit)),
                                "memory",
                                "name"));
    }

    private void requireFits(int most) {
        Optional<XmlElement> topology = root.child("cpu", "topology");
        if (topology.isPresent()) {
            long product = 1;
            for (String level : List.of("sockets", "dies", "clusters", "cores", "threads")) {
                String count = topology.get().attribute(level);
                product *= count.isBlank() ? 1 : Long.parseLong(count.strip());
            }
            if (product != most) {
                throw refused(
                        ErrorCode.NOT_SUPPORTED,
                        "The definition lays its processors out as a topology of " + product + " (<topology>); " + most
                                + " do not fit it.");
            }
        }
        if (root.child("cpu", "numa").isPresent()) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "The definition spreads its processors over NUMA cells (<numa>), which a new number would contradict.");
        }
    }

    private void memory(long wanted) {
        if (wanted < 1) {
            throw refused(ErrorCode.USAGE_INVALID, "A VM needs more than " + wanted + " bytes of memory.");
        }
        requireNoLayout(wanted);
        writeMemory(wanted);
    }

    private void requireNoLayout(long wanted) {
        if (root.child("cpu", "numa").isPresent()) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "The definition spreads its memory over NUMA cells (<numa>), which a new size would contradict.");
        }
        if (root.child("devices", "memory").isPresent()) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "Part of the VM's memory is in memory devices (<memory model=…>), which a new size would contradict.");
        }
        root.child("maxMemory").ifPresent(most -> {
            if (MemoryUnit.bytes(most.text(), most.attribute("unit")) < wanted) {
                throw refused(
                        ErrorCode.NOT_SUPPORTED, "The definition allows no more memory than its <maxMemory> says.");
            }
        });
    }

    private void writeMemory(long wanted) {
        root.child("memory")
                .ifPresentOrElse(
                        memory -> size(memory, wanted),
                        () -> insert(
                                XmlBuilder.element("memory")
                                        .attribute("unit", MemoryUnit.fitting(wanted, "KiB"))
                                        .text(amount(wanted, MemoryUnit.fitting(wanted, "KiB"))),
                                "metadata",
                                "description",
                                "title",
                                "uuid",
                                "name"));
        root.child("currentMemory").ifPresent(current -> size(current, wanted));
    }

    private void size(XmlElement element, long bytes) {
        String before = element.attribute("unit");
        if (MemoryUnit.bytes(element.text(), before) == bytes) {
            return;
        }
        String unit = MemoryUnit.fitting(bytes, before);
        if (!unit.equals(before)) {
            edit.setAttribute(element, "unit", unit);
        }
        edit.setText(element, amount(bytes, unit));
    }

    private static String amount(long bytes, String unit) {
        return String.valueOf(bytes / MemoryUnit.bytes(unit));
    }

    private void title(String wanted) {
        if (wanted.indexOf('\n') >= 0 || wanted.indexOf('\r') >= 0) {
            throw refused(ErrorCode.USAGE_INVALID, "A title is a single line.");
        }
        freeText("title", wanted, "genid", "uuid", "name");
    }

    private void freeText(String name, String wanted, String... behind) {
        Optional<XmlElement> there = root.child(name);
        if (there.isEmpty()) {
            insert(XmlBuilder.element(name).text(wanted), behind);
        } else if (wanted.isEmpty()) {
            edit.remove(there.get());
        } else {
            edit.setText(there.get(), wanted);
        }
    }

    /** Behind the first of those that is there, else at the beginning. */
    private void insert(XmlBuilder element, String... behind) {
        Stream.of(behind)
                .flatMap(name -> root.child(name).stream())
                .findFirst()
                .ifPresentOrElse(anchor -> edit.insertAfter(anchor, element), () -> edit.insertFirst(root, element));
    }

    private void tags(SortedSet<String> wanted) {
        wanted.forEach(DomainEdit::requireTag);
        List<XmlElement> own = document.own();
        if (own.isEmpty()) {
            addOwn(wanted);
            return;
        }
        XmlElement first = own.getFirst();
        boolean onlyTags = first.children().size()
                == first.children(DomainDocument.NAMESPACE, "tag").size();
        if (wanted.isEmpty() && own.size() == 1 && onlyTags) {
            edit.remove(first);
            return;
        }
        own.forEach(vm -> vm.children(DomainDocument.NAMESPACE, "tag").stream()
                .filter(tag -> !wanted.contains(tag.text().strip()))
                .forEach(edit::remove));
        edit.insertLast(
                first,
                wanted.stream()
                        .filter(tag -> !document.tags().contains(tag))
                        .map(tag -> XmlBuilder.element(first.prefix() + "tag").text(tag))
                        .toList());
    }

    private void addOwn(SortedSet<String> tags) {
        XmlBuilder vm = tagged(tags);
        root.child("metadata")
                .ifPresentOrElse(
                        metadata -> edit.insertLast(metadata, vm),
                        () -> insert(
                                XmlBuilder.element("metadata").child(vm),
                                "description",
                                "title",
                                "genid",
                                "uuid",
                                "name"));
    }

    /** What Muster keeps in the metadata of a VM with those tags. */
    static XmlBuilder tagged(SortedSet<String> tags) {
        XmlBuilder vm = XmlBuilder.element("muster:vm").attribute("xmlns:muster", DomainDocument.NAMESPACE);
        tags.forEach(tag -> vm.child("muster:tag", tag));
        return vm;
    }

    static void requireTag(String tag) {
        if (tag.isBlank() || !tag.equals(tag.strip()) || tag.length() > 64 || tag.indexOf('\n') >= 0) {
            throw refused(
                    ErrorCode.USAGE_INVALID,
                    "\"" + tag + "\" is not a tag: a tag is one line of 1 to 64 characters without blanks around it.");
        }
    }

    private static RuntimeException refused(ErrorCode code, String what) {
        return Problem.of(
                        code,
                        what,
                        "The VM was not changed.",
                        code == ErrorCode.NOT_SUPPORTED
                                ? "Change both together in the VM's XML."
                                : "Correct the value and try again.")
                .toException();
    }
}
