/**
 * A run of a recovery plan as one watches it: how long it has been going, what it waits for, and how each machine does. Start reading at
 * {@link dev.muster.app.recovery.run.RunPicture}, which says all of it at one moment; {@link dev.muster.app.recovery.run.RunView} shows it.
 */
package dev.muster.app.recovery.run;
