package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.bridge.hypervisor.ConsoleOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.function.Function;

/**
 * Opens consoles of VMs. A serial line comes through libvirt's own stream, wherever the host is. A display of this machine
 * comes as a file descriptor from libvirt, which needs neither port nor password; one of a host behind ssh through ssh.
 */
final class ConsoleWork implements ConsoleOperations {
    private static final int NON_BLOCKING = 1;
    /** The place of a session that ended badly is taken. */
    private static final int FORCE = 1;

    private static final int SKIP_AUTHENTICATION = 1;

    private final HostConnection host;
    private final ConnectionUri uri;

    ConsoleWork(HostConnection host, ConnectionUri uri) {
        this.host = host;
        this.uri = uri;
    }

    @Override
    public ConsoleLink open(VmId vm, ConsoleKind kind) {
        return switch (kind) {
            case TEXT -> serial(vm);
            case GRAPHICS -> display(vm);
        };
    }

    private ConsoleLink serial(VmId vm) {
        DomainDocument document = document(vm);
        if (devices(document, "serial").isEmpty()
                && devices(document, "console").isEmpty()) {
            throw none(document.name() + " has no serial line.", "Add a serial line to it and start it again.");
        }
        try {
            return host.at(vm.host())
                    .owned(Subject.VM, called(vm), onDomain(vm, ConsoleWork::stream), StreamLink::close);
        } catch (MusterException e) {
            if (e.problem().details().contains("not using a PTY")) {
                throw none(
                        document.name() + "'s serial line is not a pty.",
                        "Make it one (<serial type='pty'>); what it says may still be in its log.");
            }
            throw e;
        }
    }

    private static StreamLink stream(Pointer own, Pointer domain) {
        Handle stream = Handle.stream(Virt.virStreamNew(own, NON_BLOCKING));
        try {
            Handle.require(Virt.virDomainOpenConsole(domain, null, stream.pointer(), FORCE));
            return StreamLink.open(stream, own);
        } catch (LibvirtException e) {
            stream.close();
            throw e;
        }
    }

    private ConsoleLink display(VmId vm) {
        DomainDocument document = document(vm);
        XmlElement vnc = devices(document, "graphics").stream()
                .filter(one -> one.attribute("type").equals("vnc"))
                .findFirst()
                .orElseThrow(() -> none(
                        document.name() + " has no VNC display.",
                        "Use its text console, or add a VNC display to it and start it again."));
        return switch (uri.kind()) {
            case LOCAL, UNIX -> {
                int index = devices(document, "graphics").indexOf(vnc);
                yield with(
                        vm,
                        (pointer, domain) -> new DescriptorLink(
                                Handle.require(Virt.virDomainOpenGraphicsFD(domain, index, SKIP_AUTHENTICATION))));
            }
            case SSH -> SshLink.open(uri, VncPlace.of(vnc, document.name()));
            case TLS -> VncPlace.of(vnc, document.name()).connect(uri.host());
            case TEST, SIMULATED -> throw none(document.name() + " shows no picture.", "Use a VM that really runs.");
        };
    }

    static MusterException none(String what, String remedy) {
        return Problem.of(ErrorCode.CONSOLE_NONE, what, "The VM goes on as it is.", remedy)
                .toException();
    }

    private DomainDocument document(VmId vm) {
        return DomainDocument.parse(with(vm, (pointer, domain) -> DomainReader.xml(domain, 0)));
    }

    private static List<XmlElement> devices(DomainDocument document, String kind) {
        return document.root()
                .child("devices")
                .map(devices -> devices.children(kind))
                .orElse(List.of());
    }

    private <T> T with(VmId vm, Work<T> work) {
        return host.at(vm.host()).call(Subject.VM, called(vm), onDomain(vm, work));
    }

    private static String called(VmId vm) {
        return "console of " + vm.uuid();
    }

    private static <T> Function<Pointer, T> onDomain(VmId vm, Work<T> work) {
        String uuid = vm.uuid().toString();
        return pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return work.on(pointer, domain.pointer());
            }
        };
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Pointer connection, Pointer domain);
    }
}
