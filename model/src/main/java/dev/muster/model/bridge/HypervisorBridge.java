package dev.muster.model.bridge;

import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import java.util.UUID;

/**
 * The one seam between those who ask (window, command line, tests) and those who do. The embedded bridge implements it in
 * process; the remote client implements it over HTTPS or a Unix socket; the same contract tests run against both.
 *
 * <p>Every method may block and may be called from any thread but the window's. Every failure is a
 * {@link dev.muster.model.error.MusterException}.
 */
public interface HypervisorBridge extends AutoCloseable {
    /**
     * What the bridge is, and who it takes the asker for.
     *
     * @throws dev.muster.model.error.MusterException {@code BRIDGE_UNREACHABLE}
     */
    BridgeInfo info();

    /** The newest image known here, without asking anybody; empty until the bridge was first heard. */
    InventoryImage inventory();

    /** Hears everything from now on, beginning with a snapshot. */
    Subscription subscribe(BridgeListener listener);

    /**
     * Asks for a change. It is authorised, audited, validated and journaled before this returns; the work goes on as a job.
     *
     * @param command what
     * @param requestKey the same key again returns the same job instead of doing it twice; 1 to 64 characters
     * @return the job; for {@link dev.muster.model.job.JobCommand.Cancel}, the job that is being cancelled
     * @throws dev.muster.model.error.MusterException what is refused, with its code; nothing was changed then
     */
    JobId submit(Command command, String requestKey);

    /** Asks for a change once; see {@link #submit(Command, String)}. */
    default JobId submit(Command command) {
        return submit(command, UUID.randomUUID().toString());
    }

    /**
     * Reads something that is not in the inventory.
     *
     * @throws dev.muster.model.error.MusterException what is refused or not there, with its code
     */
    <R extends Record> R ask(Query<R> query);

    /**
     * Opens a console of a VM. Who opens it first types; others look on until they take over.
     *
     * @throws dev.muster.model.error.MusterException {@code NOT_ALLOWED}, {@code VM_NOT_FOUND}, {@code HOST_UNREACHABLE};
     *     {@code VM_STATE} where the VM does not run; {@code CONSOLE_NONE} where it has no such console or that cannot be
     *     reached from the bridge
     */
    default ConsoleChannel openConsole(ConsoleTarget target) {
        throw Problem.of(
                        ErrorCode.CONSOLE_NONE,
                        "This bridge opens no consoles.",
                        "The VM goes on as it is.",
                        "Use a bridge that has hosts.")
                .toException();
    }

    /** Tries a link that is down or refused again at once, rather than when its time has come; returns before it is known. */
    default void tryNow() {}

    /**
     * Calls a path that a feature serves for what is neither a command nor a query.
     *
     * @return the body of the answer
     * @throws dev.muster.model.error.MusterException what is refused, with its code; {@code NOT_SUPPORTED} where nothing
     *     serves that path
     */
    default byte[] call(FeatureCall call) {
        throw Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "This bridge does not serve " + call.path() + ".",
                        "Nothing was changed.",
                        "Use a bridge that has hosts.")
                .toException();
    }

    /** Lets go of the bridge. Jobs of an embedded one stop at a step boundary and are resumed at its next start. */
    @Override
    void close();
}
