package dev.muster.bridge.hypervisor.libvirt;

/** A call to libvirt failed. Stays in this package; outside it is a problem with a code. */
final class LibvirtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LibvirtError error;

    LibvirtException(LibvirtError error) {
        super(error.message());
        this.error = error;
    }

    LibvirtError error() {
        return error;
    }
}
