package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.model.xml.SafeXml;
import java.util.List;
import java.util.Set;

/** Holds the file systems of a guest still through its agent. */
final class AgentFreeze {
    private static final int AGENT_SECONDS = 10;
    private static final String AGENT = "org.qemu.guest_agent.0";
    private static final Set<Integer> NO_AGENT =
            Set.of(LibvirtError.OPERATION_INVALID, LibvirtError.ARGUMENT_UNSUPPORTED);

    private AgentFreeze() {}

    static Freeze freeze(Pointer domain) {
        // one that does not even tell the time is not told to freeze: it might do so when nobody waits any more
        boolean silent = Virt.virDomainAgentSetResponseTimeout(domain, AGENT_SECONDS, 0) < 0 || !tellsTime(domain);
        if (silent) {
            return new Freeze.Silent(LibvirtError.last().message());
        }
        int frozen = Virt.virDomainFSFreeze(domain, null, 0, 0);
        if (frozen >= 0) {
            return new Freeze.Still(frozen);
        }
        LibvirtError error = LibvirtError.last();
        return isSilence(error) ? new Freeze.Late(error.message()) : new Freeze.Refused(error.message());
    }

    /** Whether the agent answers within a few seconds. */
    static boolean answers(Pointer domain) {
        return Virt.virDomainAgentSetResponseTimeout(domain, AGENT_SECONDS, 0) >= 0 && tellsTime(domain);
    }

    /** Whether the agent answers, if only that it does not know the time. */
    private static boolean tellsTime(Pointer domain) {
        int told = Virt.virDomainGetTime(domain, new LongByReference(), new IntByReference(), 0);
        return told == 0 || !(NO_AGENT.contains(LibvirtError.last().code()) || isSilence(LibvirtError.last()));
    }

    private static boolean isSilence(LibvirtError error) {
        return error.code() == LibvirtError.AGENT_UNRESPONSIVE || error.code() == LibvirtError.AGENT_COMMAND_TIMEOUT;
    }

    static boolean thaw(Pointer domain) {
        int thawed = Virt.virDomainFSThaw(domain, null, 0, 0);
        if (thawed >= 0) {
            return true;
        }
        LibvirtError error = LibvirtError.last();
        if (isSilence(error)) {
            return !hasAgent(domain);
        }
        // without a guest, or a channel to an agent in it, nothing is frozen
        if (!NO_AGENT.contains(error.code())) {
            Handle.require(thawed);
        }
        return true;
    }

    /** Whether an agent has opened its end of the channel; libvirt answers alike where none has and where it is silent. */
    private static boolean hasAgent(Pointer domain) {
        return SafeXml.parse(Handle.text(Virt.virDomainGetXMLDesc(domain, 0)), "domain")
                .child("devices")
                .map(devices -> devices.children("channel"))
                .orElse(List.of())
                .stream()
                .flatMap(channel -> channel.child("target").stream())
                .anyMatch(target -> target.attribute("name").equals(AGENT)
                        && target.attribute("state").equals("connected"));
    }
}
