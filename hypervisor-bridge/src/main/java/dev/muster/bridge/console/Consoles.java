package dev.muster.bridge.console;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.SerialLog;
import dev.muster.model.access.Principal;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consoles that are open. libvirt lets one read a serial line, so that is read once here for all who look. */
public final class Consoles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Consoles.class);
    /** What who comes later is told first. */
    private static final int REMEMBERED = 128 << 10;

    private static final long PATIENCE_MILLIS = 10_000;

    private final Lookup lookup;
    private final SerialLog logs;
    private final Map<ConsoleTarget, Seats> seats = new HashMap<>();
    private final Map<ConsoleTarget, Line> lines = new HashMap<>();
    private final Map<ConsoleTarget, Object> opening = new ConcurrentHashMap<>();
    private final Set<Seat> open = new HashSet<>();
    private boolean closed;

    /** The consoles of VMs behind these hypervisors. */
    public Consoles(Hypervisors hypervisors, Inventory inventory) {
        this.lookup = new Lookup(hypervisors, inventory);
        this.logs = new SerialLog(lookup);
    }

    /**
     * Opens one.
     *
     * @param by who looks and types
     * @param onClosed runs once it was closed
     * @throws MusterException {@code VM_NOT_FOUND}, {@code HOST_UNREACHABLE}, {@code VM_STATE}, {@code CONSOLE_NONE}
     */
    public ConsoleChannel open(Principal by, ConsoleTarget target, Runnable onClosed) {
        Vm vm = lookup.vm(target.vm());
        Hypervisor hypervisor = lookup.hypervisor(target.vm().host());
        if (!vm.state().isActive()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " is " + vm.state().word() + " and has no console to look at.",
                            "The VM was left as it is.",
                            "Start it first.")
                    .toException();
        }
        Line line = switch (target.kind()) {
            case TEXT -> serial(hypervisor, target);
            case GRAPHICS ->
                new Line(hypervisor.consoles().open(target.vm(), target.kind()), new Recent(0), Long.MAX_VALUE);
        };
        InputGate gate = target.kind() == ConsoleKind.TEXT ? InputGate.text() : new RfbGate();
        Seat seat;
        synchronized (this) {
            Seats here = seats.computeIfAbsent(target, key -> new Seats());
            seat = new Seat(by, here, line, gate, gone -> {
                left(target, gone);
                onClosed.run();
            });
            open.add(seat);
            here.enter(seat);
        }
        line.join(seat);
        line.start(vm.name());
        if (isClosed()) {
            seat.close();
        }
        return seat;
    }

    @Override
    public void close() {
        List<Seat> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
        }
        all.forEach(Seat::close);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void left(ConsoleTarget target, Seat seat) {
        open.remove(seat);
        Seats here = seats.get(target);
        if (here != null && here.isEmpty()) {
            seats.remove(target);
        }
        Line line = lines.get(target);
        if (line != null && !line.isOpen()) {
            lines.remove(target);
        }
    }

    /**
     * The line that is open already, or a new one that begins with what the VM's log remembers. One at a time for each VM:
     * opening it twice would take it from the first.
     */
    private Line serial(Hypervisor hypervisor, ConsoleTarget target) {
        synchronized (opening.computeIfAbsent(target, key -> new Object())) {
            synchronized (this) {
                Line known = lines.get(target);
                if (known != null && known.expect()) {
                    return known;
                }
            }
            ConsoleLink link = hypervisor.consoles().open(target.vm(), target.kind());
            Recent recent = new Recent(REMEMBERED);
            recent.add(said(target));
            Line line = new Line(link, recent, PATIENCE_MILLIS);
            synchronized (this) {
                lines.put(target, line);
            }
            return line;
        }
    }

    private byte[] said(ConsoleTarget target) {
        try {
            return logs.tail(target.vm(), REMEMBERED);
        } catch (MusterException e) {
            LOG.debug(
                    "what {} said before cannot be told: {}",
                    target.vm(),
                    e.problem().text());
            return new byte[0];
        }
    }
}
