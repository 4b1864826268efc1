package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.GuestProgram;
import dev.muster.bridge.hypervisor.GuestRun;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.PowerAction;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What can be done with VMs. */
final class VmWork implements VmOperations {
    private static final int VALIDATE = 1;

    /** Managed save, snapshot metadata, firmware variables, checkpoint metadata and TPM state; then what older drivers know. */
    private static final int[] UNDEFINE = {1 | 2 | 4 | 16 | 128, 1 | 2 | 4 | 16, 1 | 2 | 4, 1 | 2, 0};

    /** Snapshot and checkpoint metadata; the firmware variables and what the TPM holds are kept. */
    private static final int[] UNDEFINE_KEEPING_FILES = {2 | 8 | 16 | 256, 2 | 8 | 16, 2 | 8, 2, 0};

    private final HostConnection host;
    private final DomainReader reader;
    private final Known known;
    private final Watcher watcher;
    private final SchemaCheck schema;
    private final boolean announcesReboots;

    VmWork(
            HostConnection host,
            DomainReader reader,
            Known known,
            Watcher watcher,
            SchemaCheck schema,
            boolean announcesReboots) {
        this.host = host;
        this.reader = reader;
        this.known = known;
        this.watcher = watcher;
        this.schema = schema;
        this.announcesReboots = announcesReboots;
    }

    @Override
    public Vm get(VmId id) {
        return known.dated(with(id, "read ", reader::one));
    }

    @Override
    public String xml(VmId id, boolean live) {
        return xml(id, live ? 0 : DomainReader.INACTIVE);
    }

    @Override
    public String xmlWithSecrets(VmId id) {
        return xml(id, DomainReader.INACTIVE | DomainReader.SECURE);
    }

    @Override
    public Verdict checkXml(HostId on, String xml) {
        return schema.check(host.at(on), xml);
    }

    @Override
    public Set<FirmwareKind> firmwares(HostId on, DomainDocument definition) {
        return host.at(on).call(Subject.HOST, "capabilities", pointer -> MachineFirmware.of(pointer, definition));
    }

    @Override
    public boolean agentAnswers(VmId id) {
        return with(id, "ask the agent of ", AgentFreeze::answers);
    }

    @Override
    public long beginInGuest(VmId id, GuestProgram program) {
        return with(id, "run a program in ", domain -> AgentExec.begin(id, domain, program));
    }

    @Override
    public GuestRun runInGuest(VmId id, long pid) {
        return with(id, "look at a program in ", domain -> AgentExec.look(id, domain, pid));
    }

    private String xml(VmId id, int flags) {
        return with(id, "read ", domain -> DomainReader.xml(domain, flags));
    }

    @Override
    public VmId define(HostId on, String xml) {
        DomainDocument document = DomainDocument.parse(xml);
        UUID uuid = host.at(on).call(Subject.VM, document.name(), pointer -> {
            try (Handle domain = Handle.domain(defined(pointer, xml))) {
                return Handle.uuid(domain.pointer(), Virt::virDomainGetUUIDString);
            }
        });
        watcher.signal(Signal.vm(uuid));
        return new VmId(on, uuid);
    }

    private static @org.jspecify.annotations.Nullable Pointer defined(Pointer connection, String xml) {
        Pointer domain = Virt.virDomainDefineXMLFlags(connection, xml, VALIDATE);
        return domain == null && flagUnknown() ? Virt.virDomainDefineXMLFlags(connection, xml, 0) : domain;
    }

    private static boolean flagUnknown() {
        LibvirtError error = LibvirtError.last();
        return (error.code() == LibvirtError.INVALID_ARG || error.code() == LibvirtError.ARGUMENT_UNSUPPORTED)
                && error.message().contains("flag");
    }

    @Override
    public void undefine(VmId id) {
        undefine(id, UNDEFINE);
    }

    @Override
    public void undefineKeepingFiles(VmId id) {
        undefine(id, UNDEFINE_KEEPING_FILES);
    }

    private void undefine(VmId id, int[] flags) {
        act(id, domain -> {
            if (state(domain) != VmState.OFF) {
                throw state(id, "is not off");
            }
            int done = -1;
            for (int i = 0; i < flags.length && done < 0; i++) {
                done = Virt.virDomainUndefineFlags(domain, flags[i]);
                if (done < 0 && !flagUnknown()) {
                    break;
                }
            }
            return done;
        });
    }

    @Override
    public void setAutostart(VmId id, boolean autostart) {
        act(id, domain -> Virt.virDomainSetAutostart(domain, autostart ? 1 : 0));
    }

    @Override
    public Optional<Reboots.Watch> watchReboot(VmId id) {
        host.at(id.host());
        // libvirt's test driver has no guests that could say so
        return announcesReboots ? Optional.of(watcher.reboots().watch(id.uuid())) : Optional.empty();
    }

    @Override
    public void rename(VmId id, String name) {
        act(id, domain -> {
            boolean already = DomainDocument.parse(DomainReader.xml(domain, DomainReader.INACTIVE))
                    .name()
                    .equals(name);
            return already ? 0 : Virt.virDomainRename(domain, name, 0);
        });
    }

    @Override
    public void annotate(VmId id, Optional<SortedSet<String>> tags, Optional<String> note) {
        act(id, domain -> {
            DomainMetadata.write(domain, tags, note);
            return 0;
        });
    }

    @Override
    public Optional<byte[]> screen(VmId id) {
        String uuid = id.uuid().toString();
        return host.at(id.host()).call(Subject.VM, "take a picture of " + uuid, connection -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(connection, uuid))) {
                return ScreenShot.of(connection, domain.pointer());
            }
        });
    }

    @Override
    public Optional<String> run(VmId id) {
        return with(id, "run of ", domain -> {
            // all ones for one that is off
            int run = Virt.virDomainGetID(domain);
            return run < 0 ? Optional.<String>empty() : Optional.of(Integer.toString(run));
        });
    }

    @Override
    public void power(VmId id, PowerAction action) {
        act(id, domain -> {
            int done = power(id, domain, action, state(domain));
            if (done < 0) {
                LibvirtError error = LibvirtError.last();
                // somebody else was quicker, or the guest was
                VmState now = state(domain);
                if (error.code() == LibvirtError.OPERATION_INVALID && isThere(action, now)) {
                    return 0;
                }
                throw new LibvirtException(error);
            }
            return done;
        });
    }

    private static int power(VmId id, Pointer domain, PowerAction action, VmState state) {
        if (isThere(action, state)) {
            return 0;
        }
        return switch (action) {
            case START -> state == VmState.OFF ? Virt.virDomainCreate(domain) : no(id, state);
            // without flags libvirt asks the agent where there is one, and presses the power button where not
            case SHUT_DOWN ->
                state == VmState.RUNNING || state == VmState.SHUTTING_DOWN
                        ? Virt.virDomainShutdownFlags(domain, 0)
                        : no(id, state);
            case REBOOT -> state == VmState.RUNNING ? Virt.virDomainReboot(domain, 0) : no(id, state);
            case FORCE_OFF -> Virt.virDomainDestroy(domain);
            case SUSPEND -> state == VmState.RUNNING ? Virt.virDomainSuspend(domain) : no(id, state);
            case RESUME ->
                switch (state) {
                    case PAUSED -> Virt.virDomainResume(domain);
                    case ASLEEP -> Virt.virDomainPMWakeup(domain, 0);
                    case RUNNING, SHUTTING_DOWN, OFF, CRASHED, UNKNOWN -> no(id, state);
                };
        };
    }

    private static boolean isThere(PowerAction action, VmState state) {
        return switch (action) {
            case START, RESUME -> state == VmState.RUNNING;
            case SHUT_DOWN, FORCE_OFF -> state == VmState.OFF;
            case SUSPEND -> state == VmState.PAUSED;
            case REBOOT -> false;
        };
    }

    private static int no(VmId id, VmState state) {
        throw state(id, "is " + state.word());
    }

    private static RuntimeException state(VmId id, String is) {
        return Problem.of(
                        ErrorCode.VM_STATE,
                        "The VM " + id + " " + is + "; that cannot be done with it now.",
                        "The VM was left as it is.",
                        "Bring it into another state first.")
                .toException();
    }

    private VmState state(Pointer domain) {
        return DomainStates.state(reader.state(domain)[0]);
    }

    private void act(VmId id, ToIntFunction<Pointer> work) {
        try {
            with(id, "", domain -> Handle.require(work.applyAsInt(domain)));
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }

    /** Reading and acting have names of their own, so that an action that hangs leaves reading free. */
    private <T> T with(VmId id, String how, Function<Pointer, T> work) {
        String uuid = id.uuid().toString();
        return host.at(id.host()).call(Subject.VM, how + uuid, pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return work.apply(domain.pointer());
            }
        });
    }
}
