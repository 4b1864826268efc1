package dev.muster.bridge.hypervisor;

/**
 * Which file of a host a path leads to. Two paths with the same key lead to one file: links, hard links, and other mounts of
 * one file system have been seen through.
 *
 * @param kind what it is
 * @param key device and inode, or the number of a device, or else the path
 */
public record FileIdentity(Kind kind, String key) {
    /** What a path leads to. */
    public enum Kind {
        /** A file with content. */
        REGULAR,
        BLOCK_DEVICE,
        DIRECTORY,
        /** A pipe, a socket, a character device: reading it may never end. */
        SPECIAL,
        /** Nothing, or a link that leads nowhere. */
        ABSENT,
        /** It cannot be told from here. */
        UNTOLD
    }

    /** By its path alone. */
    public static FileIdentity byPath(String path) {
        return new FileIdentity(Kind.UNTOLD, "path:" + path);
    }

    /** Whether it may be opened: neither a directory nor anything that has no content of its own. */
    public boolean isOpenable() {
        return kind == Kind.REGULAR || kind == Kind.BLOCK_DEVICE || kind == Kind.UNTOLD;
    }
}
