/**
 * Backups: restore points of VMs in repositories. Start reading at {@link dev.muster.model.backup.Repository}.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.model.backup;
