package dev.muster.app.host;

import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.host.ConnectionUri.Kind;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A connection being described: its fields, and the URI they make, live. */
public final class ConnectViewModel {
    /** What can be connected to. */
    public enum Target {
        SYSTEM,
        SESSION,
        SSH,
        TLS,
        TEST,
        SIMULATED
    }

    private final ObjectProperty<Target> target = new SimpleObjectProperty<>(Target.SYSTEM);
    private final StringProperty name = new SimpleStringProperty("local");
    private final StringProperty host = new SimpleStringProperty("");
    private final StringProperty user = new SimpleStringProperty("root");
    private final StringProperty port = new SimpleStringProperty("");
    private final StringProperty path = new SimpleStringProperty("/default");
    private final StringProperty keyFile = new SimpleStringProperty("");
    private final StringProperty pkiPath = new SimpleStringProperty("");
    private final BooleanProperty session = new SimpleBooleanProperty(false);
    private final StringProperty hosts = new SimpleStringProperty("4");
    private final StringProperty vms = new SimpleStringProperty("100");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final Texts texts;
    private final Set<String> taken;
    private String suggested = "";
    private final ReadOnlyStringWrapper uri = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** This machine's system daemon, to begin with. */
    public ConnectViewModel(Texts texts) {
        this(texts, Set.of());
    }

    /**
     * This machine's system daemon, to begin with.
     *
     * @param taken the names that connections have already
     */
    public ConnectViewModel(Texts texts, Set<String> taken) {
        this.texts = texts;
        this.taken = Set.copyOf(taken);
        name.set("");
        List.of(name, host, user, port, path, keyFile, pkiPath, hosts, vms, seed)
                .forEach(each -> each.addListener((of, was, is) -> check()));
        target.addListener((of, was, is) -> check());
        session.addListener((of, was, is) -> check());
        check();
    }

    /** What is connected to. */
    public ObjectProperty<Target> targetProperty() {
        return target;
    }

    /** The name of the connection. */
    public StringProperty nameProperty() {
        return name;
    }

    /** The host, for SSH and TLS. */
    public StringProperty hostProperty() {
        return host;
    }

    /** Who to be there, for SSH. */
    public StringProperty userProperty() {
        return user;
    }

    /** The port; empty for the usual one. */
    public StringProperty portProperty() {
        return port;
    }

    /** The document of libvirt's test driver. */
    public StringProperty pathProperty() {
        return path;
    }

    /** The file of the SSH key on the bridge's machine; empty for the usual ones. */
    public StringProperty keyFileProperty() {
        return keyFile;
    }

    /** The directory of the TLS certificates on the bridge's machine; empty for the usual one. */
    public StringProperty pkiPathProperty() {
        return pkiPath;
    }

    /** Whether the user's own VMs on another machine are meant rather than the system's. */
    public BooleanProperty sessionProperty() {
        return session;
    }

    /** How many hosts are simulated. */
    public StringProperty hostsProperty() {
        return hosts;
    }

    /** How many VMs are simulated. */
    public StringProperty vmsProperty() {
        return vms;
    }

    /** What the simulation begins with: the same seed makes the same VMs. */
    public StringProperty seedProperty() {
        return seed;
    }

    /** The URI as it stands; empty while the fields make none. */
    public ReadOnlyStringProperty uriProperty() {
        return uri.getReadOnlyProperty();
    }

    /** What is wrong with the fields; empty for nothing. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The command that connects; only while there is no problem. */
    public HostCommand.Connect command() {
        return new HostCommand.Connect(new ConnectionId(name.get().strip()), uri.get());
    }

    private void check() {
        try {
            uri.set(ConnectionUri.parse(describe().text()).text());
            suggest();
            var _ = new ConnectionId(name.get().strip());
            problem.set(
                    taken.contains(name.get().strip())
                            ? texts.get("host.connect.taken", name.get().strip())
                            : "");
        } catch (NumberFormatException e) {
            problem.set(texts.get("host.connect.number"));
        } catch (MusterException e) {
            problem.set(texts.say(e.problem().what()));
        } catch (IllegalArgumentException e) {
            problem.set(String.valueOf(e.getMessage()));
        }
        if (!problem.get().isEmpty()) {
            uri.set("");
        }
    }

    /** Names the connection after what it leads to, until a name was typed. */
    private void suggest() {
        if (name.get().equals(suggested)) {
            suggested = ConnectionNames.suggest(uri.get(), taken);
            name.set(suggested);
        }
    }

    private ConnectionUri describe() {
        String at = host.get().strip();
        String there = session.get() ? "/session" : "/system";
        return switch (target.get()) {
            case SYSTEM -> new ConnectionUri(Kind.LOCAL, "", "", 0, "/system", Map.of());
            case SESSION -> new ConnectionUri(Kind.LOCAL, "", "", 0, "/session", Map.of());
            case SSH -> new ConnectionUri(Kind.SSH, user.get().strip(), at, port(), there, given("keyfile", keyFile));
            case TLS -> new ConnectionUri(Kind.TLS, "", at, port(), there, given("pkipath", pkiPath));
            case TEST -> new ConnectionUri(Kind.TEST, "", "", 0, path.get().strip(), Map.of());
            case SIMULATED ->
                new ConnectionUri(
                        Kind.SIMULATED,
                        "",
                        "",
                        0,
                        "/",
                        Map.of("hosts", number(hosts), "vms", number(vms), "seed", number(seed)));
        };
    }

    private static String number(StringProperty field) {
        return Long.toString(Long.parseLong(field.get().strip()));
    }

    private static Map<String, String> given(String parameter, StringProperty field) {
        String typed = field.get().strip();
        return typed.isEmpty() ? Map.of() : Map.of(parameter, typed);
    }

    private int port() {
        return port.get().isBlank() ? 0 : Integer.parseInt(port.get().strip());
    }
}
