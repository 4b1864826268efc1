package dev.muster.bridge.schedule;

import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;

/**
 * What is submitted for a run, as it was when the run was claimed.
 *
 * @param command what
 * @param by as whom
 * @param caughtUp whether the bridge did not run when it was due
 * @param missed how many runs before it were missed
 */
record ClaimedRun(Command command, Principal by, boolean caughtUp, int missed) {}
