package dev.muster.model.inventory;

/**
 * One disk of a VM.
 *
 * @param target the name the guest's bus gives it, such as {@code vda}
 * @param device {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}
 * @param bus such as {@code virtio}; empty where the XML does not say
 * @param source file, block device, URL or volume; empty for an empty drive
 * @param format such as {@code qcow2}; empty where the XML does not say
 * @param readOnly whether the guest may not write it
 */
public record Disk(String target, String device, String bus, String source, String format, boolean readOnly) {}
