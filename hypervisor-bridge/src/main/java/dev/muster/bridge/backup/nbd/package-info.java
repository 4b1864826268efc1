/** Disks as QEMU exports them: a client of the NBD protocol, and {@code qemu-nbd} for image files. */
package dev.muster.bridge.backup.nbd;
