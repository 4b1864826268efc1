package dev.muster.bridge.cli;

import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl client}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "client",
        description = "Consoles and command lines that may come in over the network.",
        synopsisSubcommandLabel = "VERB")
final class ClientNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "All that were ever paired.")
    int list() {
        return with(session -> {
            List<PairedClient> clients = session.ask(new AccessQuery.Clients()).clients();
            Table table =
                    new Table("Nobody was paired yet.", "ROLE", "NAME", "PAIRED", "EXPIRES", "REVOKED", "FINGERPRINT");
            for (PairedClient client : clients) {
                table.row(
                        client.role().name().toLowerCase(Locale.ROOT),
                        client.name(),
                        Table.moment(client.paired()),
                        Table.moment(client.expires()),
                        client.revoked().map(Table::moment).orElse(""),
                        client.fingerprint());
            }
            return session.output().answer(clients, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "code",
            description = "A fresh pairing code, good for one client and a few minutes.")
    int code(
            @Option(names = "--role", paramLabel = "viewer|operator|administrator", defaultValue = "operator")
                    Role role) {
        return with(session -> {
            AccessQuery.PairingCode code = session.ask(new AccessQuery.NewPairingCode(role));
            return session.output()
                    .answer(
                            code,
                            code.code() + "  (" + role.name().toLowerCase(Locale.ROOT) + ", until "
                                    + Table.moment(code.expires()) + ")");
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "pair",
            description = "Pairs this machine's user with a daemon that shows a code.")
    int pair(
            @Parameters(paramLabel = "URL", description = "https://HOST:PORT") String url,
            @Parameters(paramLabel = "CODE") String code,
            @Option(names = "--name", paramLabel = "NAME", description = "What this client calls itself.")
                    Optional<String> name) {
        return without(output -> {
            String self = name.orElseGet(LocalBridgeOpener::clientName);
            ctl().opener().pair(url, code, self);
            try (HypervisorBridge bridge = ctl().opener().open(url, Optional.empty())) {
                Principal known = bridge.info().principal();
                String role = known.role().name().toLowerCase(Locale.ROOT);
                return output.answer(
                        Map.of("paired", url, "name", known.name(), "role", role),
                        "Paired with " + url + " as " + known.name() + ", " + role + ".");
            }
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "revoke", description = "Shuts a client out at once.")
    int revoke(@Parameters(paramLabel = "FINGERPRINT") String fingerprint) {
        return with(session -> session.submit(new AccessCommand.Revoke(fingerprint)));
    }
}
