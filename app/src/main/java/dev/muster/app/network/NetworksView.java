package dev.muster.app.network;

import dev.muster.app.ask.Asks;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.util.Duration;

/** All networks, with what can be done with them. */
public final class NetworksView {
    private final ObservableValue<InventoryImage> image;
    private final Asks asks;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Consumer<VmId> onVm;
    private final Consumer<Problem> onProblem;
    private final LiveRows<NetworkId, NetworkLine> rows =
            new LiveRows<>(line -> line.network().id());
    private final ObjectTable<NetworkLine> table;
    private final ChangeListener<InventoryImage> onImage = (of, was, is) -> {
        boolean hosts = !was.connectedHosts().equals(is.connectedHosts());
        if (hosts) {
            refuseCreate();
        }
        if (hosts || !was.networks().equals(is.networks()) || !was.vms().equals(is.vms())) {
            rows.show(NetworkLine.of(is));
            users();
        }
    };
    private final LiveRows<String, NetworkUser> users = new LiveRows<>(NetworkUser::key);
    private final ObjectTable<NetworkUser> usersTable;
    private final Label noUsers = new Label();
    private Map<String, Lease> leases = Map.of();
    private final Timeline again = new Timeline(new KeyFrame(Duration.seconds(5), event -> askLeases()));
    private final SplitPane split = new SplitPane();

    /**
     * The screen over the image the window has.
     *
     * @param onVm goes to a VM
     */
    public NetworksView(
            ObservableValue<InventoryImage> image,
            Asks asks,
            Texts texts,
            Dialogs dialogs,
            Consumer<VmId> onVm,
            Consumer<Problem> onProblem) {
        this.image = image;
        this.asks = asks;
        this.texts = texts;
        this.dialogs = dialogs;
        this.onVm = onVm;
        this.onProblem = onProblem;
        this.table = new ObjectTable<>("networks", texts.get("network.title"), texts, rows);
        this.usersTable = new ObjectTable<>("network-users", texts.get("network.users.title"), texts, users);
        build();
    }

    /** The node to be shown. */
    public Parent root() {
        return split;
    }

    /** Begins to follow the inventory. */
    public void activate() {
        rows.show(NetworkLine.of(image.getValue()));
        refuseCreate();
        table.chooseFirst();
        users();
        image.addListener(onImage);
        askLeases();
        again.playFromStart();
    }

    /** Stops following it. */
    public void deactivate() {
        image.removeListener(onImage);
        again.stop();
    }

    private void refuseCreate() {
        boolean nowhere = image.getValue().connectedHosts().isEmpty();
        table.refuseCreate(nowhere ? Optional.of(texts.get("object.refused.hosts")) : Optional.empty());
    }

    private void build() {
        usersTable.minor();
        usersTable.text(
                "name", texts.get("network.column.name"), 220, user -> user.vm().name());
        usersTable.text(
                "state",
                texts.get("vm.column.state"),
                120,
                user -> texts.get("vm.state." + user.vm().state().word()));
        usersTable.whole(
                "mac", texts.get("nic.column.mac"), 148, user -> user.nic().mac());
        usersTable.whole(
                "lease",
                texts.get("network.lease"),
                144,
                user -> user.lease().map(Lease::address).orElse(""));
        usersTable.text(
                "guest",
                texts.get("network.lease.name"),
                140,
                user -> user.lease().map(Lease::hostName).orElse(""));
        usersTable.text(
                "until",
                texts.get("network.lease.until"),
                110,
                user -> user.lease().map(lease -> until(lease.expires())).orElse(""));
        usersTable.text(
                "model", texts.get("nic.column.model"), 100, user -> user.nic().model());
        usersTable.onOpen(user -> onVm.accept(user.vm().id()));
        noUsers.getStyleClass().add("text-muted");
        usersTable.whenEmpty(noUsers);
        again.setCycleCount(Animation.INDEFINITE);
        table.onChosen(line -> {
            leases = Map.of();
            users();
            askLeases();
        });
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().addAll(table.root(), usersTable.root());
        split.setDividerPositions(0.55);
        table.state(texts.get("network.column.active"), line -> line.network().active());
        table.text(
                "name",
                texts.get("network.column.name"),
                180,
                line -> line.network().name());
        table.text(
                "host",
                texts.get("network.column.host"),
                140,
                line -> line.network().id().host().text());
        table.text("forward", texts.get("network.column.forward"), 140, line -> forward(line.network()));
        table.text(
                "bridge",
                texts.get("network.column.bridge"),
                100,
                line -> line.network().bridge());
        table.whole(
                "address",
                texts.get("network.column.address"),
                144,
                line -> line.network().addresses());
        table.text(
                "dhcp",
                texts.get("network.column.dhcp"),
                72,
                line -> yesNo(line.network().dhcp()));
        table.text(
                "autostart",
                texts.get("network.column.autostart"),
                110,
                line -> yesNo(line.network().autostart()));
        table.text("usedby", texts.get("network.column.usedby"), 110, line -> texts.get("object.vms", line.usedBy()));
        table.guarded(
                "network-start",
                texts.get("object.start"),
                texts.get("network.refused.none"),
                line -> refused(line, line.network().active(), "object.refused.up"),
                line -> submit(new NetworkCommand.Start(line.network().id())));
        table.guarded(
                "network-stop",
                texts.get("object.stop"),
                texts.get("network.refused.none"),
                line -> refused(line, !line.network().active(), "object.refused.down"),
                line -> ask(
                        "object.stop",
                        line.network(),
                        new NetworkCommand.Stop(line.network().id())));
        table.guarded(
                "network-edit",
                texts.get("network.edit"),
                texts.get("network.refused.none"),
                line -> refused(line, !line.network().persistent(), "object.refused.transient"),
                this::edit);
        table.guarded(
                "network-autostart",
                texts.get("object.autostart"),
                texts.get("network.refused.none"),
                line -> refused(line, !line.network().persistent(), "object.refused.transient"),
                line -> submit(new NetworkCommand.SetAutostart(
                        line.network().id(), !line.network().autostart())));
        table.guarded(
                        "network-delete",
                        texts.get("object.delete"),
                        texts.get("network.refused.none"),
                        line -> refused(line, false, ""),
                        line -> ask(
                                "object.delete",
                                line.network(),
                                new NetworkCommand.Delete(line.network().id())))
                .getStyleClass()
                .add("danger");
        table.create("network-create", texts.get("network.create"), this::create);
        table.whenEmpty(new EmptyState(
                "networks-none",
                texts.get("network.none.title"),
                texts.get("network.none.text"),
                texts.get("network.create"),
                this::create));
    }

    /** Why not: the role first, then what the object is. */
    private Optional<String> refused(NetworkLine line, boolean refused, String why) {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (!line.reachable()) {
            return Optional.of(
                    texts.get("object.refused.lost", line.network().id().host().text()));
        }
        return refused ? Optional.of(texts.get(why)) : Optional.empty();
    }

    /** Shows who uses the network chosen. */
    private void users() {
        Optional<Network> chosen = table.chosen().map(NetworkLine::network);
        usersTable.title(chosen.map(network -> texts.get(
                        "network.users", network.name(), network.id().host().text()))
                .orElseGet(() -> texts.get("network.users.title")));
        noUsers.setText(texts.get(chosen.isPresent() ? "network.users.none" : "network.users.nonetwork"));
        users.show(chosen.map(network -> NetworkUser.of(image.getValue(), network, leases))
                .orElse(List.of()));
    }

    private void edit(NetworkLine line) {
        asks.ask(
                new NetworkQuery.Definition(line.network().id()),
                is -> new NetworkDialog(dialogs, texts, asks.role().includes(Role.ADMINISTRATOR))
                        .edit(line.network(), is.spec(), this::submit),
                onProblem);
    }

    /** Asks what addresses the network chosen handed out; libvirt tells of none by itself. */
    private void askLeases() {
        Optional<NetworkId> chosen = table.chosen()
                .map(NetworkLine::network)
                .filter(network -> network.active() && network.dhcp())
                .map(Network::id);
        if (chosen.isEmpty()) {
            leases = Map.of();
            return;
        }
        asks.ask(
                new NetworkQuery.Leases(chosen.get()),
                told -> {
                    Map<String, Lease> now = new HashMap<>();
                    told.leases().forEach(lease -> now.put(lease.mac(), lease));
                    boolean still = table.chosen()
                            .filter(line -> line.network().id().equals(chosen.get()))
                            .isPresent();
                    if (still && !now.equals(leases)) {
                        leases = now;
                        users();
                    }
                },
                // the network may just have gone; what is wrong with its host is said elsewhere
                why -> leases = Map.of());
    }

    private void create() {
        List<HostId> hosts = image.getValue().connectedHosts();
        new NetworkDialog(dialogs, texts, asks.role().includes(Role.ADMINISTRATOR)).create(hosts, this::submit);
    }

    private void ask(String verb, Network network, Command command) {
        Confirmation confirmation = new Confirmation(
                texts.get(verb + ".title", network.name()),
                texts.get("network.confirm.meaning"),
                List.of(network.name()),
                network.name(),
                texts.get(verb));
        new ConfirmDialog(dialogs, texts).ask(confirmation, () -> submit(command));
    }

    private void submit(Command command) {
        asks.submit(command, job -> {}, onProblem);
    }

    private String forward(Network network) {
        return switch (network.forward()) {
            case "nat" -> texts.get("network.mode.nat");
            case "route" -> texts.get("network.mode.routed");
            case "isolated", "" -> texts.get("network.mode.isolated");
            case "bridge" -> texts.get("network.mode.bridge");
            default -> network.forward();
        };
    }

    private static String until(Instant expires) {
        return DateTimeFormatter.ofPattern("HH:mm:ss")
                .withZone(ZoneId.systemDefault())
                .format(expires);
    }

    private String yesNo(boolean value) {
        return texts.get(value ? "yes" : "no");
    }
}
