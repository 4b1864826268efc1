package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.model.vm.DomainDocument;
import java.util.Optional;
import java.util.SortedSet;

/** Writes tags and a note into the metadata of a domain. */
final class DomainMetadata {
    private static final int DESCRIPTION = 0;
    private static final int ELEMENT = 2;
    private static final int LIVE = 1;
    private static final int CONFIG = 2;

    /** {@code VIR_ERR_NO_DOMAIN_METADATA}. */
    private static final int NO_METADATA = 80;

    private DomainMetadata() {}

    /** Writes into what runs and into what starts next; what is empty stays as it is. */
    static void write(Pointer domain, Optional<SortedSet<String>> tags, Optional<String> note) {
        boolean persistent = Handle.require(Virt.virDomainIsPersistent(domain)) == 1;
        int where = (persistent ? CONFIG : 0) | (Handle.require(Virt.virDomainIsActive(domain)) == 1 ? LIVE : 0);
        note.ifPresent(text -> Handle.require(
                Virt.virDomainSetMetadata(domain, DESCRIPTION, text.isEmpty() ? null : text, null, null, where)));
        tags.ifPresent(wanted -> tag(domain, wanted, persistent ? CONFIG : LIVE, where));
    }

    private static void tag(Pointer domain, SortedSet<String> wanted, int from, int where) {
        Optional<String> after = DomainDocument.metadata(own(domain, from), wanted);
        Handle.require(Virt.virDomainSetMetadata(
                domain, ELEMENT, after.orElse(null), "muster", DomainDocument.NAMESPACE, where));
    }

    private static Optional<String> own(Pointer domain, int from) {
        Pointer text = Virt.virDomainGetMetadata(domain, ELEMENT, DomainDocument.NAMESPACE, from);
        if (text == null) {
            LibvirtError error = LibvirtError.last();
            if (error.code() == NO_METADATA) {
                return Optional.empty();
            }
            throw new LibvirtException(error);
        }
        return Optional.of(Handle.text(text));
    }
}
