package dev.muster.bridge.network;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkXml;
import dev.muster.model.xml.NamedXml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The work on networks: a job definition for each command, and the answers to what is not in the inventory. */
public final class NetworkFeature implements Feature {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lookup lookup;
    private final Minting minting;
    private final NetworkChecks checks;
    private final NetworkQueries queries;

    /** Works on the hosts of that bridge. */
    public NetworkFeature(FeatureContext context) {
        this(context.connections(), context.inventory());
    }

    /** Works on these hypervisors. */
    public NetworkFeature(Hypervisors hypervisors, Inventory inventory) {
        this(hypervisors, inventory, Minting.secure());
    }

    /** With a source of UUIDs of one's own. */
    public NetworkFeature(Hypervisors hypervisors, Inventory inventory, Minting minting) {
        this.lookup = new Lookup(hypervisors, inventory);
        this.minting = minting;
        this.checks = new NetworkChecks(lookup);
        this.queries = new NetworkQueries(hypervisors, inventory);
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(NetworkQuery.class, (NetworkQuery<?> query) -> queries.answer(query)));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(
                create(),
                define(),
                simple(
                        NetworkCommand.Start.class,
                        name -> "Start network " + name,
                        NetworkCommand.Start::network,
                        this::start),
                simple(
                        NetworkCommand.Stop.class,
                        name -> "Stop network " + name,
                        NetworkCommand.Stop::network,
                        this::stop),
                new EditDefinition(lookup, checks).definition(),
                autostart(),
                delete());
    }

    private JobDefinition<NetworkCommand.Create> create() {
        return new ComposedDefinition<>(
                NetworkCommand.Create.class,
                (command, by) -> {
                    Reach.of(by).require(command.spec());
                    NetworkId id = new NetworkId(command.host(), minting.uuid());
                    lookup.connected(command.host());
                    checks.requireFree(id, command.spec().name());
                    checks.requireAddressFree(command.host(), command.spec());
                    return new Prepared(
                            "Create network " + command.spec().name() + " on " + command.host(),
                            Map.of("uuid", id.uuid().toString()));
                },
                (command, facts) -> {
                    String name = command.spec().name();
                    NetworkId id = id(command.host(), facts);
                    String xml = NetworkXml.xml(command.spec(), id.uuid());
                    return List.of(
                            defining(id, name, xml),
                            new StepDefinition(
                                    "start",
                                    "Start network " + name,
                                    id.text(),
                                    List.of(0),
                                    context -> {
                                        start(id, context);
                                        if (command.autostart()) {
                                            hypervisor(id).networks().setAutostart(id, true);
                                        }
                                    },
                                    StepDefinition.NOTHING));
                },
                OnFailure.UNDO);
    }

    private JobDefinition<NetworkCommand.Define> define() {
        return new ComposedDefinition<>(
                NetworkCommand.Define.class,
                (command, _) -> {
                    NamedXml xml = NamedXml.parse(command.xml(), "network");
                    lookup.connected(command.host());
                    UUID uuid = xml.uuid().orElseGet(minting::uuid);
                    checks.requireFree(new NetworkId(command.host(), uuid), xml.name());
                    return new Prepared(
                            "Create network " + xml.name() + " on " + command.host() + " from XML",
                            Map.of("uuid", uuid.toString()));
                },
                (command, facts) -> {
                    NetworkId id = id(command.host(), facts);
                    NamedXml xml = NamedXml.parse(command.xml(), "network").withUuid(id.uuid());
                    return List.of(defining(id, xml.name(), xml.xml()));
                },
                OnFailure.UNDO);
    }

    private StepDefinition defining(NetworkId id, String name, String xml) {
        return new StepDefinition(
                "define",
                "Define network " + name,
                id.text(),
                List.of(),
                context -> {
                    hypervisor(id).networks().define(id.host(), xml);
                    Await.seen(
                            lookup.inventory(),
                            context,
                            "the host to tell of the network",
                            LIMIT,
                            image -> image.networks().containsKey(id));
                },
                _ -> leaveAlone(() -> {
                    hypervisor(id).networks().stop(id);
                    hypervisor(id).networks().undefine(id);
                }));
    }

    private JobDefinition<NetworkCommand.SetAutostart> autostart() {
        return new ComposedDefinition<>(
                NetworkCommand.SetAutostart.class,
                (command, _) -> {
                    String name = lookup.network(command.network()).name();
                    String title = (command.autostart()
                            ? "Start network " + name + " with its host"
                            : "Do not start network " + name + " with its host");
                    return new Prepared(title, Map.of("title", title));
                },
                (command, facts) -> List.of(new StepDefinition(
                        "autostart",
                        facts.getOrDefault("title", ""),
                        command.network().text(),
                        List.of(),
                        _ -> hypervisor(command.network())
                                .networks()
                                .setAutostart(command.network(), command.autostart()),
                        StepDefinition.NOTHING)),
                OnFailure.KEEP);
    }

    private JobDefinition<NetworkCommand.Delete> delete() {
        return new ComposedDefinition<>(
                NetworkCommand.Delete.class,
                (command, _) -> {
                    Network network = lookup.network(command.network());
                    checks.requireUnused(network);
                    return new Prepared("Delete network " + network.name(), Map.of("name", network.name()));
                },
                (command, facts) -> {
                    NetworkId id = command.network();
                    return List.of(new StepDefinition(
                            "delete",
                            "Delete network " + facts.getOrDefault("name", ""),
                            id.text(),
                            List.of(),
                            context -> {
                                Optional<Network> there = Optional.ofNullable(
                                        lookup.image().networks().get(id));
                                there.ifPresent(checks::requireUnused);
                                boolean persistent =
                                        there.map(Network::persistent).orElse(true);
                                leaveAlone(() -> {
                                    hypervisor(id).networks().stop(id);
                                    if (persistent) {
                                        hypervisor(id).networks().undefine(id);
                                    }
                                });
                                Await.seen(
                                        lookup.inventory(),
                                        context,
                                        "the host to forget the network",
                                        LIMIT,
                                        image -> !image.networks().containsKey(id));
                            },
                            StepDefinition.NOTHING));
                },
                OnFailure.KEEP);
    }

    private <C extends NetworkCommand> JobDefinition<C> simple(
            Class<C> command, UnaryOperator<String> title, Function<C, NetworkId> network, Work work) {
        return new ComposedDefinition<>(
                command,
                (given, _) -> {
                    String name = lookup.network(network.apply(given)).name();
                    return new Prepared(title.apply(name), Map.of("name", name));
                },
                (given, facts) -> List.of(new StepDefinition(
                        "act",
                        title.apply(facts.getOrDefault("name", "")),
                        network.apply(given).text(),
                        List.of(),
                        context -> work.run(network.apply(given), context),
                        StepDefinition.NOTHING)),
                OnFailure.KEEP);
    }

    private void start(NetworkId id, StepContext context) throws InterruptedException {
        hypervisor(id).networks().start(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the network to be up",
                LIMIT,
                image -> Optional.ofNullable(image.networks().get(id))
                        .filter(Network::active)
                        .isPresent());
    }

    /** A transient network is gone when it is down. */
    private void stop(NetworkId id, StepContext context) throws InterruptedException {
        hypervisor(id).networks().stop(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the network to be down",
                LIMIT,
                image -> Optional.ofNullable(image.networks().get(id))
                        .filter(Network::active)
                        .isEmpty());
    }

    private Hypervisor hypervisor(NetworkId id) {
        return lookup.hypervisor(id.host());
    }

    private static NetworkId id(HostId host, Map<String, String> facts) {
        return new NetworkId(host, UUID.fromString(facts.getOrDefault("uuid", "")));
    }

    private static void leaveAlone(Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.NETWORK_NOT_FOUND) {
                throw e;
            }
        }
    }

    private interface Work {
        void run(NetworkId network, StepContext context) throws InterruptedException;
    }
}
