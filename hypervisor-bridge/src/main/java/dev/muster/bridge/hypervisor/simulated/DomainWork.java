package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.GuestProblems;
import dev.muster.bridge.hypervisor.GuestProgram;
import dev.muster.bridge.hypervisor.GuestRun;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What can be done with simulated domains. */
final class DomainWork implements VmOperations {
    private static final Duration SHUTDOWN = Duration.ofMillis(150);
    private static final Duration SLOW_SHUTDOWN = Duration.ofSeconds(20);
    private static final Duration VANISH = Duration.ofMillis(50);
    private static final Duration CRASH = Duration.ofMillis(200);

    private final World world;
    private final Calls calls;
    private final BiConsumer<Duration, Runnable> later;

    DomainWork(World world, Calls calls, BiConsumer<Duration, Runnable> later) {
        this.world = world;
        this.calls = calls;
        this.later = later;
    }

    @Override
    public Vm get(VmId id) {
        return calls.read(id.host(), () -> world.host(id.host()).domain(id).vm());
    }

    @Override
    public String xml(VmId id, boolean live) {
        return calls.read(id.host(), () -> {
            SimDomain domain = world.host(id.host()).domain(id);
            return live ? domain.live() : domain.definition();
        });
    }

    @Override
    public VmId define(HostId hostId, String xml) {
        DomainDocument given = DomainDocument.parse(xml);
        return calls.change(hostId, () -> {
            SimHost host = world.host(hostId);
            DomainDocument domain = given.withUuid(UUID.randomUUID());
            UUID uuid = domain.uuid().orElseThrow();
            Vm defined = DomainXml.read(hostId, uuid, domain);
            boolean taken = host.domains.values().stream()
                    .map(SimDomain::vm)
                    .anyMatch(other -> other.name().equals(defined.name())
                            != other.id().uuid().equals(uuid));
            if (taken) {
                throw Problems.exists(ErrorCode.VM_EXISTS, "VM", defined.name());
            }
            SimDomain before = host.domains.get(uuid);
            if (before == null || !before.definition().equals(domain.xml())) {
                put(
                        host,
                        before == null
                                ? new SimDomain(defined, domain.xml(), "")
                                : before.redefined(defined, domain.xml()));
            }
            return defined.id();
        });
    }

    @Override
    public void undefine(VmId id) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            Vm vm = host.domain(id).vm();
            if (vm.state().isActive()) {
                throw Problems.state(ErrorCode.VM_STATE, vm.name() + " is not off, so it cannot be forgotten.");
            }
            return remove(host, id);
        });
    }

    @Override
    public void setAutostart(VmId id, boolean autostart) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            return domain.vm().autostart() == autostart ? domain : put(host, domain.autostart(autostart));
        });
    }

    @Override
    public void rename(VmId id, String name) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            if (domain.vm().name().equals(name)) {
                return domain;
            }
            boolean taken = host.domains.values().stream()
                    .anyMatch(other -> other.vm().name().equals(name));
            if (taken) {
                throw Problems.exists(ErrorCode.VM_EXISTS, "VM", name);
            }
            if (domain.vm().state().isActive() || host.snapshots.containsKey(id.uuid())) {
                throw Problems.state(
                        ErrorCode.VM_STATE, domain.vm().name() + " runs or has snapshots, so it keeps its name.");
            }
            DomainDocument renamed = DomainDocument.parse(domain.definition()).withName(Xml.requireName(name));
            return put(host, domain.redefined(DomainXml.read(id.host(), id.uuid(), renamed), renamed.xml()));
        });
    }

    @Override
    public void annotate(VmId id, Optional<SortedSet<String>> tags, Optional<String> note) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            return put(host, host.domain(id).annotated(tags, note));
        });
    }

    /** There are no secrets in a simulated definition. */
    @Override
    public String xmlWithSecrets(VmId id) {
        return xml(id, false);
    }

    @Override
    public Optional<Reboots.Watch> watchReboot(VmId id) {
        return Optional.of(world.reboots().watch(id.uuid()));
    }

    /** Where one runs that has a channel to an agent, its guest has the agent. */
    @Override
    public boolean agentAnswers(VmId id) {
        return calls.read(id.host(), () -> hasAgent(world.host(id.host()).domain(id)));
    }

    private static boolean hasAgent(SimDomain domain) {
        return domain.vm().state() == VmState.RUNNING
                && DomainDocument.parse(domain.live()).hasGuestAgent();
    }

    private void requireAgent(VmId id) {
        if (!hasAgent(world.host(id.host()).domain(id))) {
            throw GuestProblems.noAgent(id, "");
        }
    }

    @Override
    public long beginInGuest(VmId id, GuestProgram program) {
        return calls.read(id.host(), () -> {
            requireAgent(id);
            return world.guests().begin(id.uuid(), program);
        });
    }

    @Override
    public GuestRun runInGuest(VmId id, long pid) {
        return calls.read(id.host(), () -> {
            requireAgent(id);
            return world.guests().look(id.uuid(), pid).orElseThrow(() -> GuestProblems.refused(id, ""));
        });
    }

    @Override
    public void power(VmId id, PowerAction action) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            Vm vm = domain.vm();
            if (isThere(action, vm.state())) {
                return domain;
            }
            if (!action.possibleIn(vm.state())) {
                throw Problems.state(
                        ErrorCode.VM_STATE,
                        vm.name() + " is " + vm.state().word() + ", so \"" + action.word() + "\" makes no sense.");
            }
            if (faults().hits(Faults.Kind.VANISH, vm.name())) {
                later(VANISH, id, now -> remove(host, id));
                return domain;
            }
            return act(host, domain, action);
        });
    }

    /** Puts a domain into a state as a snapshot had it; only while changing. */
    void enter(VmId id, VmState state, String reason) {
        SimHost host = world.host(id.host());
        put(host, in(host.domain(id), state, reason));
    }

    /** Goes on with what a connection before this one began. */
    void resume() {
        world.read(() -> {
            world.hosts()
                    .forEach(host -> host.domains.values().stream()
                            .filter(domain -> domain.vm().state() == VmState.SHUTTING_DOWN)
                            .forEach(domain -> later(SHUTDOWN, domain.vm().id(), now -> shutDown(host, now))));
            return true;
        });
    }

    private SimDomain act(SimHost host, SimDomain domain, PowerAction action) {
        Vm vm = domain.vm();
        return switch (action) {
            case START -> start(host, domain);
            case SHUT_DOWN -> {
                if (faults().hits(Faults.Kind.IGNORE_SHUTDOWN, vm.name())) {
                    yield domain;
                }
                boolean slow = faults().hits(Faults.Kind.SLOW_SHUTDOWN, vm.name());
                later(slow ? SLOW_SHUTDOWN : SHUTDOWN, vm.id(), now -> shutDown(host, now));
                yield put(host, in(domain, VmState.SHUTTING_DOWN, "shutdown requested"));
            }
            case REBOOT -> {
                if (faults().hits(Faults.Kind.IGNORE_SHUTDOWN, vm.name())) {
                    yield domain;
                }
                world.reboots().happened(vm.id().uuid());
                boot(host, domain);
                yield put(host, in(domain, VmState.RUNNING, "booted"));
            }
            case FORCE_OFF ->
                put(host, domain.stopped(VmState.OFF, "destroyed", world.clock().instant()));
            case SUSPEND -> put(host, in(domain, VmState.PAUSED, "user"));
            case RESUME -> put(host, in(domain, VmState.RUNNING, "unpaused"));
        };
    }

    private SimDomain start(SimHost host, SimDomain domain) {
        Vm vm = domain.vm();
        if (faults().hits(Faults.Kind.FAIL_START, vm.name())) {
            throw Problems.refused(
                    vm.name() + " could not be started.",
                    "internal error: process exited while connecting to monitor: simulated fault");
        }
        for (Disk disk : vm.disks()) {
            if (disk.source().startsWith("/")
                    && disk.device().equals("disk")
                    && !host.files.containsKey(disk.source())) {
                throw Problems.notFound(ErrorCode.FILE_MISSING, "file", disk.source());
            }
        }
        if (faults().hits(Faults.Kind.CRASH, vm.name())) {
            later(CRASH, vm.id(), now -> {
                if (now.vm().state() == VmState.RUNNING) {
                    put(host, in(now, VmState.CRASHED, "panicked"));
                }
            });
        }
        if (domain.vm().savedState()) {
            return put(host, in(domain.saved(false), VmState.RUNNING, "restored"));
        }
        boot(host, domain);
        return put(host, in(domain, VmState.RUNNING, "booted"));
    }

    /** Writes what a guest says while it boots to where its first serial line is kept. */
    private static void boot(SimHost host, SimDomain domain) {
        String log = domain.xml().isEmpty()
                ? DomainXml.serialLog(domain.vm())
                : DomainDocument.parse(domain.xml()).serialLog();
        if (!log.isEmpty()) {
            String name = domain.vm().name();
            host.files.put(
                    log,
                    SimFile.text(
                            log,
                            "[    0.000000] Linux version 6.1.0-sim (simulated)\n[    0.412000] " + name + " is up\n\n"
                                    + name + " login: "));
        }
    }

    private void shutDown(SimHost host, SimDomain now) {
        if (now.vm().state() == VmState.SHUTTING_DOWN) {
            put(host, now.stopped(VmState.OFF, "shutdown", world.clock().instant()));
        }
    }

    /** Whether the VM already is where the action leads. */
    private static boolean isThere(PowerAction action, VmState state) {
        return switch (action) {
            case START, RESUME -> state == VmState.RUNNING;
            case SHUT_DOWN -> state == VmState.OFF || state == VmState.SHUTTING_DOWN;
            case FORCE_OFF -> state == VmState.OFF;
            case SUSPEND -> state == VmState.PAUSED;
            case REBOOT -> false;
        };
    }

    private SimDomain in(SimDomain domain, VmState state, String reason) {
        return domain.in(state, reason, world.clock().instant());
    }

    /** Only while changing the world. */
    SimDomain put(SimHost host, SimDomain domain) {
        host.domains.put(domain.vm().id().uuid(), domain);
        world.tell(new InventoryChange.VmPut(domain.vm()));
        return domain;
    }

    /** Only while changing the world. */
    SimDomain remove(SimHost host, VmId id) {
        SimDomain gone = host.domain(id);
        host.domains.remove(id.uuid());
        host.snapshots.remove(id.uuid());
        world.tell(new InventoryChange.VmGone(id));
        return gone;
    }

    /** Does something with the domain after a while, if it is still there. */
    private void later(Duration delay, VmId id, java.util.function.Consumer<SimDomain> work) {
        later.accept(
                delay,
                () -> world.change(() -> {
                    SimDomain now = world.host(id.host()).domains.get(id.uuid());
                    if (now != null) {
                        work.accept(now);
                    }
                    return true;
                }));
    }

    private Faults faults() {
        return world.settings().faults();
    }
}
