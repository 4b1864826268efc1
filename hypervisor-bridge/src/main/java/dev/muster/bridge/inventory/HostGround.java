package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.UserLogs;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Host;
import java.util.Optional;

/** What a host decides about its new VMs. */
public final class HostGround {
    private HostGround() {}

    /** libvirt's domain type; emulation where KVM was not seen to work. */
    public static String virtualization(Host host) {
        if (uri(host).kind() == ConnectionUri.Kind.TEST) {
            return "test";
        }
        return switch (host.accelerator().kind()) {
            case KVM -> "kvm";
            case EMULATION, UNKNOWN -> "qemu";
            case SIMULATED -> "test";
        };
    }

    /**
     * Where the host keeps what a VM says. The system's libvirt has a directory for it; the user's own has one in the user's
     * home, which is known only for this machine.
     */
    public static Optional<String> serialLog(Host host, String name) {
        ConnectionUri uri = uri(host);
        String file = "/" + name + "-serial.log";
        return switch (uri.kind()) {
            case TEST -> Optional.empty();
            case SIMULATED -> Optional.of("/var/log/libvirt/qemu" + file);
            case LOCAL, SSH, TLS, UNIX -> {
                if (!uri.path().equals("/session")) {
                    yield Optional.of("/var/log/libvirt/qemu" + file);
                }
                if (uri.kind() != ConnectionUri.Kind.LOCAL) {
                    yield Optional.empty();
                }
                // root has no session of its own: libvirt gives it the system's
                yield Optional.of(
                        System.getProperty("user.name", "").equals("root")
                                ? "/var/log/libvirt/qemu" + file
                                : UserLogs.directory() + file);
            }
        };
    }

    /**
     * The file in which libvirt keeps the firmware variables of a UEFI VM whose definition names none: it goes by the VM's
     * name. Empty where that is not known.
     */
    public static Optional<String> firmwareVariables(Host host, String name) {
        ConnectionUri uri = uri(host);
        return switch (uri.kind()) {
            case TEST, SIMULATED -> Optional.empty();
            case LOCAL, SSH, TLS, UNIX ->
                uri.path().equals("/session")
                        ? Optional.empty()
                        : Optional.of("/var/lib/libvirt/qemu/nvram/" + name + "_VARS.fd");
        };
    }

    private static ConnectionUri uri(Host host) {
        return ConnectionUri.parse(host.uri());
    }
}
