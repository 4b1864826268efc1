package dev.muster.bridge.backup;

import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an emulated TPM keeps: files that libvirt has by the VM's UUID, for hosts whose files are those of this machine. */
final class GuestState {
    private static final Path TPM = Path.of("/var/lib/libvirt/swtpm");

    private GuestState() {}

    /** Where the TPM of a VM keeps what it holds. */
    static Path tpm(VmId vm) {
        return TPM.resolve(vm.uuid().toString());
    }

    /** Its files, relative to {@link #tpm}; nothing where it has none. */
    static List<Path> tpmFiles(VmId vm) throws IOException {
        Path directory = tpm(vm);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }

    /** Puts a file there, with the owner it has. */
    static void putTpm(VmId vm, Path name, Path from) throws IOException {
        Path to = tpm(vm).resolve(name).normalize();
        if (!to.startsWith(tpm(vm))) {
            throw new IOException(name + " leads elsewhere");
        }
        Path directory = to.resolveSibling("");
        Files.createDirectories(directory);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Object owner = Files.getAttribute(from, "unix:uid");
        Object group = Files.getAttribute(from, "unix:gid");
        // what it lies in belongs to whom it does, up to the VM's own directory and never beyond
        for (Path each = to; each.startsWith(tpm(vm)); each = each.resolveSibling("")) {
            Files.setAttribute(each, "unix:uid", owner);
            Files.setAttribute(each, "unix:gid", group);
        }
    }

    /** Leaves nothing of it. */
    static void removeTpm(VmId vm) throws IOException {
        remove(tpm(vm));
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Path aside(VmId vm) {
        return TPM.resolve(vm.uuid() + ".before-restore");
    }

    /** Keeps it aside while another is put there; what is kept already stays. */
    static void keepTpm(VmId vm) throws IOException {
        if (Files.isDirectory(tpm(vm)) && !Files.exists(aside(vm))) {
            Files.move(tpm(vm), aside(vm), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Brings back what was kept aside. */
    static void bringTpmBack(VmId vm) throws IOException {
        if (Files.isDirectory(aside(vm))) {
            removeTpm(vm);
            Files.move(aside(vm), tpm(vm), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes what was kept aside. */
    static void forgetKeptTpm(VmId vm) throws IOException {
        remove(aside(vm));
    }
}
