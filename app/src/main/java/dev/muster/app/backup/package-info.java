/**
 * Backups: which VMs are protected, their restore points on a time axis, repositories, restores, booted points and schedules. Start at
 * {@link dev.muster.app.backup.BackupFeature}; what can be done with a restore point is listed in
 * {@link dev.muster.app.backup.PointActions}.
 */
package dev.muster.app.backup;
