package dev.muster.model.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Domain XML as other tools write it. */
final class ForeignDomains {
    static final List<String> NAMES = List.of(
            "virt-manager",
            "proxmox-import",
            "openstack-nova",
            "cockpit",
            "virt-install",
            "terraform",
            "kubevirt",
            "windows-gpu",
            "ovirt",
            "lxd-like-aarch64",
            "notepad-crlf",
            "muster-and-others",
            "ansible-minimal",
            "vagrant-libvirt");

    private ForeignDomains() {}

    static List<String> names() {
        return NAMES;
    }

    static DomainDocument of(String name) {
        return DomainDocument.parse(text(name));
    }

    static String text(String name) {
        try (InputStream in = ForeignDomains.class.getResourceAsStream("/domains/" + name + ".xml")) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
