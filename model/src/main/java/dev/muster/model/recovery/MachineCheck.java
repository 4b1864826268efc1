package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanFault.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what is a machine's own: hardware, place, NICs, gates, commands. */
final class MachineCheck {
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern GUEST_PATH = Pattern.compile("(/|[A-Za-z]:\\\\)[^\\p{Cntrl}]{1,4096}");
    private static final Pattern HTTP_PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]*");
    private static final int MOST_NICS = 64;

    private final PlanIndex index;
    private final AddressBook addresses;

    MachineCheck(PlanIndex index, AddressBook addresses) {
        this.index = index;
        this.addresses = addresses;
    }

    void check(PlanMachine machine, FaultList faults) {
        checkPoint(machine, faults.at("point"));
        checkHardware(machine.hardware(), faults.at("hardware"));
        checkPlace(machine.place(), faults.at("place"));
        checkNics(machine, faults);
        faults.at("delay").require(!machine.delay().isNegative(), Kind.TIME_INVALID, "A delay is zero or longer.");
        for (int gate = 0; gate < machine.readiness().gates().size(); gate++) {
            checkGate(
                    machine.readiness().gates().get(gate),
                    faults.at("readiness").at("gates", gate));
        }
        faults.at("readiness").at("timeout").requirePositive(machine.readiness().timeout(), "The timeout of the gates");
        faults.at("onFailure")
                .at("retries")
                .requireRange(machine.onFailure().retries(), 0, 100, "The number of retries");
        checkCommands(machine.before(), true, faults, "before");
        checkCommands(machine.after(), false, faults, "after");
        machine.estimate().ifPresent(time -> faults.at("estimate").requirePositive(time, "An estimate"));
    }

    private static void checkPoint(PlanMachine machine, FaultList faults) {
        if (!(machine.point().rule() instanceof PointRule.Pinned(var point))) {
            return;
        }
        faults.at("rule")
                .require(
                        point.vm().equals(machine.source().uuid()),
                        Kind.POINT_MISMATCH,
                        "The restore point " + point + " is not one of "
                                + Words.quoted(machine.source().name()) + ".");
        machine.point()
                .repository()
                .ifPresent(repository -> faults.at("repository")
                        .require(
                                repository.equals(point.repository()),
                                Kind.POINT_MISMATCH,
                                "The restore point " + point + " is not in the repository " + repository + "."));
    }

    private static void checkHardware(HardwareOverride hardware, FaultList faults) {
        hardware.vcpus().ifPresent(count -> faults.at("vcpus").requireRange(count, 1, 512, "The number of vCPUs"));
        hardware.memoryMib()
                .ifPresent(mib -> faults.at("memoryMib").requireRange(mib, 16, 1L << 30, "The memory in MiB"));
        hardware.nicModel()
                .ifPresent(model -> faults.at("nicModel")
                        .require(
                                HardwareOverride.NIC_MODELS.contains(model),
                                Kind.MALFORMED,
                                Words.quoted(model) + " is not a NIC model: "
                                        + String.join(", ", HardwareOverride.NIC_MODELS) + "."));
        hardware.diskBus()
                .ifPresent(bus -> faults.at("diskBus")
                        .require(
                                HardwareOverride.DISK_BUSES.contains(bus),
                                Kind.MALFORMED,
                                Words.quoted(bus) + " is not a bus of disks: "
                                        + String.join(", ", HardwareOverride.DISK_BUSES) + "."));
    }

    private static void checkPlace(Place place, FaultList faults) {
        if (place.host().isPresent() && place.pool().isPresent()) {
            faults.at("pool")
                    .require(
                            place.pool().get().host().equals(place.host().get()),
                            Kind.POOL_MISMATCH,
                            "The pool is one of host " + place.pool().get().host() + ", not of "
                                    + place.host().get() + ".");
        }
    }

    private void checkNics(PlanMachine machine, FaultList faults) {
        Set<Integer> numbers = new HashSet<>();
        for (int nic = 0; nic < machine.nics().size(); nic++) {
            PlanNic one = machine.nics().get(nic);
            FaultList here = faults.at("nics", nic);
            here.at("nic").requireRange(one.nic(), 1, MOST_NICS, "The number of a NIC");
            here.at("nic")
                    .require(
                            numbers.add(one.nic()),
                            Kind.DUPLICATE_NIC,
                            "NIC " + one.nic() + " of " + Words.quoted(machine.key()) + " is there twice.");
            here.at("network")
                    .require(
                            index.network(one.network()).isPresent(),
                            Kind.UNKNOWN_NETWORK,
                            "The plan has no network " + Words.quoted(one.network()) + ".");
            one.address().ifPresent(address -> addresses.fixed(machine, one, address, here.at("address")));
        }
    }

    private static void checkGate(Gate gate, FaultList faults) {
        switch (gate) {
            case Gate.Agent() -> {}
            case Gate.Ping() -> {}
            case Gate.TcpPort(int port) -> faults.at("port").requirePort(port);
            case Gate.Http http -> {
                faults.at("port").requirePort(http.port());
                faults.at("path")
                        .requireForm(
                                HTTP_PATH, http.path(), "the path of a URL", "it begins with '/' and has no blanks.");
                faults.at("status").requireRange(http.status(), 100, 599, "An HTTP status");
                http.content().ifPresent(content -> faults.at("content").requireText(content, "The expected text"));
            }
            case Gate.SerialText(String content) -> faults.at("content").requireText(content, "The expected text");
            case Gate.Script script -> requireProgram(script.program(), faults);
        }
    }

    private static void checkCommands(List<PlanCommand> commands, boolean before, FaultList faults, String part) {
        for (int command = 0; command < commands.size(); command++) {
            FaultList here = faults.at(part, command);
            switch (commands.get(command)) {
                case PlanCommand.OnBridge bridge -> requireProgram(bridge.program(), here);
                case PlanCommand.InGuest guest -> {
                    here.at("path")
                            .requireForm(GUEST_PATH, guest.path(), "a program in a guest", "give its absolute path.");
                    here.require(
                            !before,
                            Kind.MALFORMED,
                            "A command in the guest cannot be run before the machine is recovered.");
                }
            }
            here.at("timeLimit").requirePositive(commands.get(command).timeLimit(), "The time limit of a command");
        }
    }

    private static void requireProgram(String program, FaultList faults) {
        faults.at("program").requireForm(PROGRAM, program, "the name of a program", "give a file name without '/'.");
    }
}
