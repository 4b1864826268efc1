package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Prints what a VM says as it says it. */
final class SerialFollower {
    /** The line is a file that says nothing when it grows, so it is looked at; the bridge itself is not polled. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final CtlSession session;
    private final Vm vm;
    private final Optional<String> until;
    private final long deadline;

    SerialFollower(CtlSession session, Vm vm, Optional<String> until, int timeoutSeconds) {
        this.session = session;
        this.vm = vm;
        this.until = until;
        this.deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    }

    int run() {
        StringBuilder said = new StringBuilder();
        long offset = 0;
        while (true) {
            boolean wasActive = isActive();
            VmQuery.SerialText part = session.ask(new VmQuery.SerialOutput(vm.id(), offset));
            offset = part.next();
            said.append(part.text());
            if (!session.output().json()) {
                session.output().raw(part.text());
            }
            boolean heard = until.isPresent() && said.indexOf(until.get()) >= 0;
            boolean over = until.isEmpty() && part.text().isEmpty() && !wasActive;
            if (heard || over) {
                break;
            }
            if (until.isPresent() && System.nanoTime() > deadline) {
                throw Problem.of(
                                ErrorCode.GUEST_SILENT,
                                vm.name() + " did not say \"" + until.get() + "\" in time.",
                                "It may still be starting.",
                                "Wait longer with --timeout, or look at what it said.")
                        .toException();
            }
            if (part.text().isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return session.output().json()
                ? session.output().answer(new VmQuery.SerialText(said.toString(), offset), "")
                : 0;
    }

    private boolean isActive() {
        return Optional.ofNullable(session.inventory().vms().get(vm.id()))
                .map(now -> now.state().isActive())
                .orElse(false);
    }
}
