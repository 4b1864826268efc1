package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.HostGround;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Volume;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainBuilder;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.Collections;
import java.util.UUID;

/** The domain XML of a VM that is not made yet, as {@link CreateDefinition} would write it but for what is minted then. */
final class Previews {
    private static final UUID NONE = new UUID(0, 0);

    private final Lookup lookup;

    Previews(Lookup lookup) {
        this.lookup = lookup;
    }

    /** {@code HOST_UNREACHABLE}, {@code VOLUME_NOT_FOUND}, {@code VOLUME_EXISTS}, {@code VM_STATE} */
    VmQuery.DomainXml of(VmQuery.Preview query) {
        Host host = lookup.connected(query.host());
        String disk = "";
        String format = "";
        if (query.spec().boot() instanceof BootSource.Template template) {
            Templates templates = new Templates(lookup, VmLimits.USUAL, new FileClaims());
            Volume source = templates.require(query.host(), template);
            disk = templates.path(source, template.name());
            format = templates.format(source);
        }
        String xml = unminted(DomainBuilder.xml(
                query.spec(),
                new DomainBuilder.Ground(
                        HostGround.virtualization(host),
                        host.architecture(),
                        NONE,
                        Collections.nCopies(query.spec().networks().size(), "52:54:00:00:00:00"),
                        HostGround.serialLog(host, query.spec().name()),
                        disk,
                        format)));
        return new VmQuery.DomainXml(xml, DomainDocument.digest(xml));
    }

    private static String unminted(String xml) {
        XmlElement root = SafeXml.parse(xml, "domain");
        XmlEdit edit = new XmlEdit(root);
        root.child("uuid").ifPresent(edit::remove);
        root.child("devices").stream()
                .flatMap(devices -> devices.children("interface").stream())
                .flatMap(nic -> nic.child("mac").stream())
                .forEach(edit::remove);
        return edit.apply();
    }
}
