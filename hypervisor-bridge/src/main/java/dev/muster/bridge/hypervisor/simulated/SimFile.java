package dev.muster.bridge.hypervisor.simulated;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One file of a simulated host: some bytes at its beginning, zeros after them up to its size. */
final class SimFile {
    private static final byte[] NOTHING = {};
    private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3};
    /** What {@code qemu-img create} writes for a qcow2 image nobody wrote to. */
    private static final long EMPTY_QCOW2 = 196_608;

    private final String path;
    private final String format;
    private final long capacity;
    private final long size;
    private final byte[] head;

    private SimFile(String path, String format, long capacity, long size, byte[] head) {
        this.path = path;
        this.format = format;
        this.capacity = capacity;
        this.size = size;
        this.head = head;
    }

    /** An image of which so many bytes are taken. */
    static SimFile image(String path, String format, long capacity, long allocated) {
        boolean qcow2 = format.equals("qcow2");
        long size = qcow2 ? Math.max(allocated, EMPTY_QCOW2) : capacity;
        return new SimFile(path, format, capacity, size, qcow2 ? QCOW2 : NOTHING);
    }

    static SimFile text(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SimFile(path, "raw", bytes.length, bytes.length, bytes);
    }

    String path() {
        return path;
    }

    String directory() {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String format() {
        return format;
    }

    long capacity() {
        return capacity;
    }

    long size() {
        return size;
    }

    /** Its text where it was made as one; empty for an image. */
    String text() {
        return format.equals("qcow2") ? "" : new String(head, StandardCharsets.UTF_8);
    }

    SimFile resized(long bytes) {
        return new SimFile(path, format, bytes, format.equals("qcow2") ? size : bytes, head);
    }

    /** The same under another path. */
    SimFile at(String other) {
        return new SimFile(other, format, capacity, size, head);
    }

    SimFile wiped() {
        return new SimFile(path, format, capacity, size, NOTHING);
    }

    /** With other bytes from a place on. */
    SimFile written(long offset, byte[] bytes) {
        byte[] grown = Arrays.copyOf(head, (int) Math.max(head.length, Math.addExact(offset, bytes.length)));
        System.arraycopy(bytes, 0, grown, (int) offset, bytes.length);
        return new SimFile(path, format, capacity, Math.max(size, grown.length), grown);
    }

    /** With zeros from a place on. */
    SimFile zeroed(long offset, long bytes) {
        byte[] other = head.clone();
        Arrays.fill(other, Math.clamp(offset, 0, head.length), Math.clamp(offset + bytes, 0, head.length), (byte) 0);
        return new SimFile(path, format, capacity, size, other);
    }

    byte[] read(long offset, int limit) {
        int length = (int) Math.max(0, Math.min(limit, size - offset));
        byte[] part = new byte[length];
        if (offset < head.length) {
            byte[] known = Arrays.copyOfRange(head, (int) offset, (int) Math.min(head.length, offset + length));
            System.arraycopy(known, 0, part, 0, known.length);
        }
        return part;
    }
}
