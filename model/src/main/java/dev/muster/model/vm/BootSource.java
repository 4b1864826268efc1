package dev.muster.model.vm;

import dev.muster.model.inventory.VolumeId;

/** What a new VM starts from. Paths are absolute paths on its host. */
public sealed interface BootSource {
    /**
     * A kernel started directly, without firmware or disk.
     *
     * @param kernel path of the kernel image
     * @param initrd path of the initial RAM disk; empty for none
     * @param commandLine what the kernel is told
     */
    record Kernel(String kernel, String initrd, String commandLine) implements BootSource {}

    /**
     * A disk image that holds a system.
     *
     * @param path path of the image; the VM writes into it
     * @param format {@code qcow2} or {@code raw}
     */
    record DiskImage(String path, String format) implements BootSource {}

    /**
     * An installation medium and a new empty disk to install on.
     *
     * @param iso path of the medium
     * @param disk path of the qcow2 image to make; must not exist
     * @param diskBytes its size as the guest sees it
     */
    record Iso(String iso, String disk, long diskBytes) implements BootSource {}

    /**
     * A whole copy of a volume that holds a system, such as one prepared as a template; the volume stays as it is.
     *
     * @param volume what is copied
     * @param name of the copy, in the same pool; must not be there
     */
    record Template(VolumeId volume, String name) implements BootSource {}

    /**
     * What the VM's first network gives it (PXE), and a new empty disk for what that installs.
     *
     * @param disk path of the qcow2 image to make; must not exist; empty for a VM without a disk
     * @param diskBytes its size as the guest sees it; 0 without one
     */
    record Pxe(String disk, long diskBytes) implements BootSource {}
}
