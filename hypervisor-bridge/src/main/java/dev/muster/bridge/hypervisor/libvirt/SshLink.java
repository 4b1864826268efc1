package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.host.ConnectionUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A display behind ssh: the client of this machine, as libvirt's own ssh transport uses it, with one connection for all
 * displays of a host ({@code ControlMaster}, ssh_config(5)). A port is reached by {@code -W}; a Unix socket by {@code nc -U}
 * on the host, as libvirt's clients do, for {@code -W} knows ports alone.
 */
final class SshLink {
    private SshLink() {}

    static ConsoleLink open(ConnectionUri uri, VncPlace place) {
        try {
            Process ssh = new ProcessBuilder(command(uri, place, controlPath()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new JavaLink(ssh.getInputStream(), ssh.getOutputStream(), () -> {
                ssh.destroy();
                ssh.getOutputStream().close();
            });
        } catch (IOException e) {
            throw ConsoleWork.none(
                    "ssh could not be started on the bridge's machine.",
                    "Install an ssh client there (Debian: openssh-client).");
        }
    }

    /** The words of the command; nothing in them comes to a shell of this machine. */
    static List<String> command(ConnectionUri uri, VncPlace place, Path control) {
        List<String> words = new ArrayList<>(List.of("ssh", "-T", "-o", "BatchMode=yes"));
        words.addAll(List.of("-o", "ControlMaster=auto", "-o", "ControlPersist=60", "-o", "ControlPath=" + control));
        if (uri.port() != 0) {
            words.addAll(List.of("-p", String.valueOf(uri.port())));
        }
        if (!uri.user().isEmpty()) {
            words.addAll(List.of("-l", uri.user()));
        }
        String key = uri.parameters().getOrDefault("keyfile", "");
        if (!key.isEmpty()) {
            words.addAll(List.of("-i", key));
        }
        if (uri.parameters().getOrDefault("no_verify", "0").equals("1")) {
            words.addAll(List.of("-o", "StrictHostKeyChecking=no"));
        }
        String host =
                uri.host().startsWith("[") ? uri.host().substring(1, uri.host().length() - 1) : uri.host();
        if (place.socket().isEmpty()) {
            String there = place.reachable().contains(":") ? "[" + place.reachable() + "]" : place.reachable();
            words.addAll(List.of("-W", there + ":" + place.port(), "--", host));
        } else {
            words.addAll(List.of("--", host, "nc -U " + quoted(place.socket())));
        }
        return words;
    }

    /** As one word of the shell at the other end. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Where ssh keeps the sockets of its connections: a directory for this user alone. */
    private static Path controlPath() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "muster-ssh-" + System.getProperty("user.name"));
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.getOwner(directory).getName().equals(System.getProperty("user.name"))) {
            throw new IOException(directory + " belongs to somebody else");
        }
        return directory.resolve("%C");
    }
}
