/**
 * Backups: repositories of restore points, and how the content of disks gets into them and out again. {@code docs/backup.md}
 * says how a repository is laid out, so that a point can be restored by hand.
 */
package dev.muster.bridge.backup;
