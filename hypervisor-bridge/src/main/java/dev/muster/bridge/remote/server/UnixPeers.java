package dev.muster.bridge.remote.server;

import dev.muster.model.access.Role;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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

    /**
     * Root and the owner are administrators.
     *
     * @param owner the user the daemon runs as
     */
    public UnixPeers(String owner) {
        this.owner = owner;
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

    /** The user's groups as the system's name service knows them; none where it cannot be asked. */
    private static List<String> groups(String user) {
        try {
            Process id = new ProcessBuilder("id", "-Gn", "--", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said;
            try (var out = id.getInputStream()) {
                said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!id.waitFor(5, TimeUnit.SECONDS)) {
                id.destroyForcibly();
                return List.of();
            }
            return id.exitValue() == 0 ? List.of(said.strip().split("\\s+")) : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
