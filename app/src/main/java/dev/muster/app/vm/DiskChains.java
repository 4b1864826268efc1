package dev.muster.app.vm;

import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies under the disks of a VM, as its XML says: libvirt writes the whole chain there while the VM runs. */
final class DiskChains {
    /**
     * One image under a disk.
     *
     * @param source file, device or URL
     * @param format such as {@code qcow2}; empty where the XML does not say
     */
    record Link(String source, String format) {}

    private DiskChains() {}

    /**
     * The chain under each disk, the nearest first, by the disk's target; disks with nothing under them are left out.
     *
     * @throws dev.muster.model.error.MusterException the XML is none
     */
    static Map<String, List<Link>> parse(String xml) {
        Map<String, List<Link>> chains = new HashMap<>();
        DomainDocument.parse(xml).root().child("devices").ifPresent(devices -> {
            for (XmlElement disk : devices.children("disk")) {
                List<Link> chain = chain(disk);
                if (!chain.isEmpty()) {
                    chains.put(disk.attributeOf("dev", "target"), chain);
                }
            }
        });
        return Map.copyOf(chains);
    }

    private static List<Link> chain(XmlElement disk) {
        List<Link> chain = new ArrayList<>();
        Optional<XmlElement> under = disk.child("backingStore");
        while (under.isPresent() && under.get().child("source").isPresent()) {
            XmlElement link = under.get();
            chain.add(new Link(source(link.child("source").orElseThrow()), link.attributeOf("type", "format")));
            under = link.child("backingStore");
        }
        return List.copyOf(chain);
    }

    private static String source(XmlElement source) {
        for (String name : List.of("file", "dev", "dir")) {
            if (source.hasAttribute(name)) {
                return source.attribute(name);
            }
        }
        if (source.hasAttribute("volume")) {
            return source.attribute("pool") + "/" + source.attribute("volume");
        }
        return source.hasAttribute("protocol")
                ? source.attribute("protocol") + ":" + source.attribute("name")
                : source.attribute("name");
    }
}
