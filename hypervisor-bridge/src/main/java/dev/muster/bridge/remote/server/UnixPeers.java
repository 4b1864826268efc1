package dev.muster.bridge.remote.server;

import dev.muster.model.access.Role;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Asks the kernel who is at the other end of a Unix socket (SO_PEERCRED, unix(7)) and says what they may do. */
public final class UnixPeers {
    /** The members of this group are operators. */
    public static final String GROUP = "muster";

    private final String owner;
    private final List<String> command;
    private final Duration patience;

    /**
     * Root and the owner are administrators.
     *
     * @param owner the user the daemon runs as
     */
    public UnixPeers(String owner) {
        this(owner, List.of("id", "-Gn", "--"), Duration.ofSeconds(5));
    }

    /**
     * The same with another way to ask for groups.
     *
     * @param command answers with the names of the groups of the user named behind it
     */
    UnixPeers(String owner, List<String> command, Duration patience) {
        this.owner = owner;
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /** Who is at the other end. */
    Caller.Unix caller(SocketChannel channel) throws IOException {
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        String user = peer.user().getName();
        return new Caller.Unix(user, role(user, peer.group().getName()));
    }

    private Optional<Role> role(String user, String group) {
        if (user.equals("root") || user.equals(owner)) {
            return Optional.of(Role.ADMINISTRATOR);
        }
        return group.equals(GROUP) || groups(user).contains(GROUP) ? Optional.of(Role.OPERATOR) : Optional.empty();
    }

    /** The user's groups as the system's name service knows them; none where it cannot be asked, or does not answer. */
    List<String> groups(String user) {
        List<String> words = new ArrayList<>(command);
        words.add(user);
        try {
            Process id = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var out = id.getInputStream()) {
                // Waited for before it is read: reading would wait for ever with a name service that is away.
                if (!id.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || id.exitValue() != 0) {
                    return List.of();
                }
                return List.of(new String(out.readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split("\\s+"));
            } finally {
                id.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
