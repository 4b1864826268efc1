package dev.muster.bridge.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.FirmwareKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether hosts have the machine types and the firmware that machines of a plan ask for. Each host is asked once for each type. */
final class HostFit {
    private record Type(HostId host, String virtualization, String architecture, String machine) {}

    private final RunGround ground;
    private final Map<Type, Set<FirmwareKind>> known = new HashMap<>();

    HostFit(RunGround ground) {
        this.ground = ground;
    }

    /** Why that machine could not be started on that host. */
    Optional<Problem> obstacle(PlanMachine machine, HostId host, DomainDocument domain) {
        Type type = new Type(host, domain.root().attribute("type"), domain.architecture(), domain.machine());
        Set<FirmwareKind> there = known.computeIfAbsent(
                type, _ -> ground.lookup().hypervisor(host).vms().firmwares(host, domain));
        FirmwareKind wanted = machine.hardware().firmware().orElseGet(domain::firmwareKind);
        if (there.isEmpty()) {
            return Optional.of(Problem.of(
                    ErrorCode.PLAN_NOT_READY,
                    "The host " + host + " knows no machine of the type " + type.machine() + " (" + type.architecture()
                            + ", " + type.virtualization() + ").",
                    "Nothing was changed.",
                    "Place it on another host, or install a QEMU there that has this type."));
        }
        return there.contains(wanted)
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                ErrorCode.PLAN_NOT_READY,
                                "The host " + host + " has no " + wanted.word() + " firmware for machines of its type.",
                                "Nothing was changed.",
                                "Install UEFI firmware there (Debian, Ubuntu: ovmf; Fedora: edk2-ovmf), or choose another host or firmware."));
    }
}
