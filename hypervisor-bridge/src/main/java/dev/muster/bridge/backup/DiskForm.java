package dev.muster.bridge.backup;

/**
 * As what a restored disk is put into a pool.
 *
 * @param here whether the bridge writes the volume itself, as a file or device of its own machine; else its bytes are sent to the host
 * @param file whether volumes of the pool are files, which can be thin
 */
record DiskForm(boolean here, boolean file) {
    /** As QEMU calls it. A qcow2 image is written by QEMU's own tools, which can be done here alone. */
    String format() {
        return file && here ? "qcow2" : "raw";
    }

    /** How the names of such volumes end. */
    String ending() {
        return file ? (here ? ".qcow2" : ".img") : "";
    }
}
