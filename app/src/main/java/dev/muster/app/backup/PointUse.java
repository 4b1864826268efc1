package dev.muster.app.backup;

import dev.muster.model.backup.Repository;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which disks of a VM lie upon restore points, as its XML says: libvirt writes the whole chain there while the VM runs. */
final class PointUse {
    private PointUse() {}

    /**
     * The targets of such disks, in the order of the XML.
     *
     * @throws dev.muster.model.error.MusterException the XML is none
     */
    static List<String> targets(String xml, Collection<Repository> repositories) {
        List<String> targets = new ArrayList<>();
        DomainDocument.parse(xml).root().child("devices").ifPresent(devices -> {
            for (XmlElement disk : devices.children("disk")) {
                if (liesInOne(disk, repositories)) {
                    targets.add(disk.attributeOf("dev", "target"));
                }
            }
        });
        return List.copyOf(targets);
    }

    private static boolean liesInOne(XmlElement disk, Collection<Repository> repositories) {
        Optional<XmlElement> under = disk.child("backingStore");
        while (under.isPresent()) {
            String file = under.get()
                    .child("source")
                    .filter(source -> source.hasAttribute("file"))
                    .map(source -> source.attribute("file"))
                    .orElse("");
            if (repositories.stream().anyMatch(repository -> file.startsWith(repository.path() + "/"))) {
                return true;
            }
            under = under.get().child("backingStore");
        }
        return false;
    }
}
