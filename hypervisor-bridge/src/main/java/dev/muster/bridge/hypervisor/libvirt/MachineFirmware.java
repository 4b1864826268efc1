package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a host can start machines of a type with, by libvirt's {@code domainCapabilities}. */
final class MachineFirmware {
    private MachineFirmware() {}

    static Set<FirmwareKind> of(Pointer connection, DomainDocument definition) {
        String text;
        try {
            text = Handle.text(Virt.virConnectGetDomainCapabilities(
                    connection,
                    null,
                    orNone(definition.architecture()),
                    orNone(definition.machine()),
                    orNone(definition.root().attribute("type")),
                    0));
        } catch (LibvirtException e) {
            return switch (e.error().code()) {
                case LibvirtError.INVALID_ARG, LibvirtError.CONFIG_UNSUPPORTED -> EnumSet.noneOf(FirmwareKind.class);
                // drivers and versions that cannot tell are no reason to refuse
                case LibvirtError.NO_SUPPORT -> EnumSet.allOf(FirmwareKind.class);
                default -> throw e;
            };
        }
        return of(SafeXml.parse(text, "domainCapabilities"));
    }

    static Set<FirmwareKind> of(XmlElement capabilities) {
        List<String> known = values(capabilities, "firmware", "os");
        if (known.isEmpty()) {
            return EnumSet.allOf(FirmwareKind.class);
        }
        // what a machine type starts with by itself is not listed
        Set<FirmwareKind> kinds = EnumSet.of(FirmwareKind.BIOS);
        if (known.contains("efi")) {
            kinds.add(FirmwareKind.UEFI);
            if (values(capabilities, "secure", "os", "loader").contains("yes")) {
                kinds.add(FirmwareKind.UEFI_SECURE);
            }
        }
        return kinds;
    }

    private static List<String> values(XmlElement capabilities, String name, String... path) {
        return capabilities.child(path).stream()
                .flatMap(place -> place.children("enum").stream())
                .filter(list -> list.attribute("name").equals(name))
                .flatMap(list -> list.children("value").stream())
                .map(value -> value.text().strip())
                .toList();
    }

    private static @Nullable String orNone(String text) {
        return text.isEmpty() ? null : text;
    }
}
