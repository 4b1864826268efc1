package dev.muster.bridge.group;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupQuery.Hold;
import dev.muster.model.group.GroupQuery.MemberForecast;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DomainDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a capture would do, and whether it would be refused. */
final class Forecasts {
    private static final String OSINFO = "http://libosinfo.org/xmlns/libvirt/domain/1.0";
    private static final String AGENT = "org.qemu.guest_agent.0";

    private final GroupGround ground;

    Forecasts(GroupGround ground) {
        this.ground = ground;
    }

    CaptureForecast of(GroupSpec spec) {
        List<Vm> vms = spec.resolve(ground.lookup().image().vms().values());
        List<MemberForecast> members = new ArrayList<>();
        for (Vm vm : vms) {
            members.add(member(vm, spec.lock()));
        }
        boolean windows = members.stream().anyMatch(member -> member.windows() && member.how() == Hold.FROZEN);
        Duration deadline = windows && spec.deadline().compareTo(GroupSpec.WINDOWS_DEADLINE) > 0
                ? GroupSpec.WINDOWS_DEADLINE
                : spec.deadline();
        return new CaptureForecast(members, deadline, problem(spec, members));
    }

    private Optional<Problem> problem(GroupSpec spec, List<MemberForecast> members) {
        List<GroupMember> unanswered =
                spec.unanswered(ground.lookup().image().vms().values());
        if (!unanswered.isEmpty()) {
            return Optional.of(Problem.of(
                    ErrorCode.VM_NOT_FOUND,
                    "The member " + unanswered.getFirst().text() + " of the group " + spec.name() + " is not there.",
                    "Nothing was captured: a set without it would not be whole.",
                    "Bring it back, or take it out of the group."));
        }
        return members.stream().flatMap(member -> member.problem().stream()).findFirst();
    }

    private MemberForecast member(Vm vm, GroupLock lock) {
        try {
            ground.points().requireCapturable(vm);
            Hypervisor hypervisor = ground.lookup().hypervisor(vm.id().host());
            String xml = hypervisor.vms().xml(vm.id(), vm.state().isActive());
            Hold hold = !MemberLine.isRunning(vm)
                    ? Hold.STILL
                    : lock == GroupLock.FREEZE && hasAgent(xml) ? Hold.FROZEN : Hold.PAUSED;
            return new MemberForecast(vm.id(), vm.name(), vm.state(), hold, isWindows(xml), Optional.empty());
        } catch (MusterException e) {
            return new MemberForecast(vm.id(), vm.name(), vm.state(), Hold.STILL, false, Optional.of(e.problem()));
        }
    }

    private static boolean hasAgent(String xml) {
        return DomainDocument.parse(xml).root().child("devices").stream()
                .flatMap(devices -> devices.children("channel").stream())
                .flatMap(channel -> channel.child("target").stream())
                .anyMatch(target -> target.attribute("name").equals(AGENT)
                        && target.attribute("state").equals("connected"));
    }

    /** As the libosinfo database calls it in the metadata of the domain. */
    private static boolean isWindows(String xml) {
        return DomainDocument.parse(xml).root().child("metadata").stream()
                .flatMap(metadata -> metadata.children(OSINFO, "libosinfo").stream())
                .flatMap(info -> info.children(OSINFO, "os").stream())
                .anyMatch(os -> os.attribute("id").contains("microsoft.com/win"));
    }
}
