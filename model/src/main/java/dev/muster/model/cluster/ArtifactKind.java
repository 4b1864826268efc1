package dev.muster.model.cluster;

import java.util.Locale;
import java.util.regex.Pattern;

/** What an artifact is for. */
public enum ArtifactKind {
    /** A kernel. */
    KERNEL("vmlinu[xz].*|bzimage.*|linux"),
    /** An initial RAM disk. */
    INITRD("init(rd|ramfs).*"),
    /** A disk image or an installation medium. */
    IMAGE(".*\\.(img|iso|qcow2|raw|squashfs)"),
    /** A script, of iPXE or of a shell. */
    SCRIPT(".*\\.(i?pxe|sh|ks|cfg|yaml|yml)"),
    /** Anything else. */
    OTHER(".*");

    private final Pattern names;

    ArtifactKind(String names) {
        this.names = Pattern.compile(names, Pattern.DOTALL);
    }

    /** The kind that the name of a file suggests. */
    public static ArtifactKind ofFile(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        for (ArtifactKind kind : values()) {
            if (kind.names.matcher(lower).matches()) {
                return kind;
            }
        }
        return OTHER;
    }
}
