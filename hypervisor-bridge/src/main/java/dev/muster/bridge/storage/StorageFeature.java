package dev.muster.bridge.storage;

import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolQuery;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.storage.StorageXml;
import dev.muster.model.xml.NamedXml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The work on pools: a job definition for each command; those on volumes are in {@link VolumeDefinitions}. */
public final class StorageFeature implements Feature {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lookup lookup;
    private final Minting minting;
    private final StorageChecks checks;
    private final VolumeHolds holds;
    private final Uploads uploads = new Uploads();
    private final Downloads downloads;
    private final Optional<Jobs> jobs;

    /** Works on the hosts of that bridge; files are claimed together with other features. */
    public StorageFeature(FeatureContext context, FileClaims claims) {
        this(
                context.connections(),
                context.inventory(),
                Minting.secure(),
                Optional.of(context.jobs()),
                context.clock(),
                claims);
    }

    /** Works on these hypervisors. */
    public StorageFeature(Hypervisors hypervisors, Inventory inventory) {
        this(hypervisors, inventory, Minting.secure());
    }

    /** With a source of UUIDs of one's own, and no way in for files. */
    public StorageFeature(Hypervisors hypervisors, Inventory inventory, Minting minting) {
        this(hypervisors, inventory, minting, Optional.empty(), InstantSource.system(), new FileClaims());
    }

    private StorageFeature(
            Hypervisors hypervisors,
            Inventory inventory,
            Minting minting,
            Optional<Jobs> jobs,
            InstantSource clock,
            FileClaims claims) {
        this.jobs = jobs;
        this.lookup = new Lookup(hypervisors, inventory);
        this.minting = minting;
        this.checks = new StorageChecks(lookup);
        this.holds = new VolumeHolds(lookup, claims);
        this.downloads = new Downloads(lookup, checks, minting, clock);
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(
                QueryHandler.forCaller(PoolQuery.OpenDownload.class, downloads::open),
                QueryHandler.of(PoolQuery.Users.class, (PoolQuery.Users query) -> checks.users(query.pool())));
    }

    @Override
    public List<CallHandler> calls() {
        return List.of(
                new CallHandler(
                        "storage/upload",
                        "Sends part of a file to the upload job (Call-Job) that waits for it, at Call-Offset; answers with the"
                                + " offset wanted next. A part that is not the one wanted next is passed over.",
                        Role.OPERATOR,
                        this::uploadPart),
                new CallHandler(
                        "storage/download",
                        "Returns Call-Length bytes from Call-Offset of the download opened as Call-Ticket.",
                        Role.OPERATOR,
                        downloads::part));
    }

    /** Part of what was accepted with its job, so only who asked for that job may send it, or an administrator. */
    private byte[] uploadPart(FeatureCall call, Principal by) {
        JobId job = JobId.of(call.parameter("job"));
        String owner = jobs.map(all -> all.job(job).by()).orElse("");
        if (!owner.equals(by.name()) && !Reach.of(by).others()) {
            throw Problem.of(
                            ErrorCode.NOT_ALLOWED,
                            "The upload " + job + " was started by " + owner + ".",
                            "Nothing was written.",
                            "Have " + owner + " or an administrator send the file.")
                    .toException();
        }
        long next = uploads.part(job, call.number("offset"), call.body());
        return Long.toString(next).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        List<JobDefinition<?>> all = new ArrayList<>(List.of(
                create(),
                define(),
                simple(
                        PoolCommand.Start.class,
                        name -> "Start pool " + name,
                        PoolCommand.Start::pool,
                        (pool, context) -> start(pool, false, context)),
                stop(),
                simple(
                        PoolCommand.Refresh.class,
                        name -> "Refresh pool " + name,
                        PoolCommand.Refresh::pool,
                        (pool, _) -> hypervisor(pool).pools().refresh(pool)),
                simple(
                        PoolCommand.Build.class,
                        name -> "Build pool " + name,
                        PoolCommand.Build::pool,
                        (pool, _) -> hypervisor(pool).pools().build(pool)),
                autostart(),
                delete()));
        VolumeDefinitions volumes = new VolumeDefinitions(lookup, checks, holds);
        all.addAll(volumes.definitions());
        all.addAll(new VolumeChanges(lookup, checks, holds).definitions());
        all.add(new UploadDefinition(lookup, volumes, uploads, holds).definition());
        return List.copyOf(all);
    }

    private JobDefinition<PoolCommand.Create> create() {
        return new ComposedDefinition<>(
                PoolCommand.Create.class,
                (command, _) -> {
                    PoolId id = new PoolId(command.host(), minting.uuid());
                    lookup.connected(command.host());
                    checks.requireFree(id, command.spec().name());
                    if (command.spec().kind() != PoolSpec.Kind.ISCSI) {
                        // all of iSCSI's lie beside each other in one directory of the host
                        checks.requirePathFree(command.host(), StorageXml.path(command.spec()));
                    }
                    return new Prepared(
                            "Create pool " + command.spec().name() + " on " + command.host(),
                            Map.of("uuid", id.uuid().toString()));
                },
                (command, facts) -> {
                    String name = command.spec().name();
                    PoolId id = id(command.host(), facts);
                    return List.of(
                            defining(id, name, StorageXml.pool(command.spec(), id.uuid())),
                            new StepDefinition(
                                    "start",
                                    "Start pool " + name,
                                    id.text(),
                                    List.of(0),
                                    context -> {
                                        start(id, true, context);
                                        if (command.autostart()) {
                                            hypervisor(id).pools().setAutostart(id, true);
                                        }
                                    },
                                    StepDefinition.NOTHING));
                },
                OnFailure.UNDO);
    }

    private JobDefinition<PoolCommand.Define> define() {
        return new ComposedDefinition<>(
                PoolCommand.Define.class,
                (command, _) -> {
                    NamedXml xml = NamedXml.parse(command.xml(), "pool");
                    lookup.connected(command.host());
                    UUID uuid = xml.uuid().orElseGet(minting::uuid);
                    checks.requireFree(new PoolId(command.host(), uuid), xml.name());
                    return new Prepared(
                            "Create pool " + xml.name() + " on " + command.host() + " from XML",
                            Map.of("uuid", uuid.toString()));
                },
                (command, facts) -> {
                    PoolId id = id(command.host(), facts);
                    NamedXml xml = NamedXml.parse(command.xml(), "pool").withUuid(id.uuid());
                    return List.of(defining(id, xml.name(), xml.xml()));
                },
                OnFailure.UNDO);
    }

    private StepDefinition defining(PoolId id, String name, String xml) {
        return new StepDefinition(
                "define",
                "Define pool " + name,
                id.text(),
                List.of(),
                context -> {
                    hypervisor(id).pools().define(id.host(), xml);
                    Await.seen(
                            lookup.inventory(),
                            context,
                            "the host to tell of the pool",
                            LIMIT,
                            image -> image.pools().containsKey(id));
                },
                _ -> leaveAlone(() -> {
                    hypervisor(id).pools().stop(id);
                    hypervisor(id).pools().undefine(id);
                }));
    }

    private JobDefinition<PoolCommand.SetAutostart> autostart() {
        return new ComposedDefinition<>(
                PoolCommand.SetAutostart.class,
                (command, _) -> {
                    String name = lookup.pool(command.pool()).name();
                    String title = command.autostart()
                            ? "Start pool " + name + " with its host"
                            : "Do not start pool " + name + " with its host";
                    return new Prepared(title, Map.of("title", title));
                },
                (command, facts) -> List.of(new StepDefinition(
                        "autostart",
                        facts.getOrDefault("title", ""),
                        command.pool().text(),
                        List.of(),
                        _ -> hypervisor(command.pool()).pools().setAutostart(command.pool(), command.autostart()),
                        StepDefinition.NOTHING)),
                OnFailure.KEEP);
    }

    private JobDefinition<PoolCommand.Delete> delete() {
        return new ComposedDefinition<>(
                PoolCommand.Delete.class,
                (command, _) -> {
                    Pool pool = lookup.pool(command.pool());
                    checks.requireUnused(pool);
                    return new Prepared("Delete pool " + pool.name(), Map.of("name", pool.name()));
                },
                (command, facts) -> {
                    PoolId id = command.pool();
                    return List.of(new StepDefinition(
                            "delete",
                            "Delete pool " + facts.getOrDefault("name", ""),
                            id.text(),
                            List.of(),
                            context -> {
                                Optional<Pool> there = Optional.ofNullable(
                                        lookup.image().pools().get(id));
                                there.ifPresent(checks::requireUnused);
                                boolean persistent = there.map(Pool::persistent).orElse(true);
                                leaveAlone(() -> {
                                    hypervisor(id).pools().stop(id);
                                    if (persistent) {
                                        hypervisor(id).pools().undefine(id);
                                    }
                                });
                                Await.seen(
                                        lookup.inventory(),
                                        context,
                                        "the host to forget the pool",
                                        LIMIT,
                                        image -> !image.pools().containsKey(id));
                            },
                            StepDefinition.NOTHING));
                },
                OnFailure.KEEP);
    }

    private <C extends PoolCommand> JobDefinition<C> simple(
            Class<C> command, UnaryOperator<String> title, Function<C, PoolId> pool, Work work) {
        return new ComposedDefinition<>(
                command,
                (given, _) -> {
                    String name = lookup.pool(pool.apply(given)).name();
                    return new Prepared(title.apply(name), Map.of("name", name));
                },
                (given, facts) -> List.of(new StepDefinition(
                        "act",
                        title.apply(facts.getOrDefault("name", "")),
                        pool.apply(given).text(),
                        List.of(),
                        context -> work.run(pool.apply(given), context),
                        StepDefinition.NOTHING)),
                OnFailure.KEEP);
    }

    /** libvirt stops a pool under running VMs, and logs them out of their iSCSI disks. */
    private JobDefinition<PoolCommand.Stop> stop() {
        return new ComposedDefinition<>(
                PoolCommand.Stop.class,
                (command, _) -> {
                    Pool pool = lookup.pool(command.pool());
                    checks.requireUnused(pool);
                    return new Prepared("Stop pool " + pool.name(), Map.of("name", pool.name()));
                },
                (command, facts) -> List.of(new StepDefinition(
                        "act",
                        "Stop pool " + facts.getOrDefault("name", ""),
                        command.pool().text(),
                        List.of(),
                        context -> {
                            Optional.ofNullable(lookup.image().pools().get(command.pool()))
                                    .filter(Pool::active)
                                    .ifPresent(checks::requireUnused);
                            stop(command.pool(), context);
                        },
                        StepDefinition.NOTHING)),
                OnFailure.KEEP);
    }

    private void start(PoolId id, boolean mayMake, StepContext context) throws InterruptedException {
        try {
            hypervisor(id).pools().start(id, mayMake);
        } catch (MusterException refused) {
            if (!refused.problem().details().contains("No such file or directory")) {
                throw refused;
            }
            Pool pool = lookup.pool(id);
            throw new Problem(
                            ErrorCode.FILE_MISSING,
                            "The directory of the pool \"" + pool.name() + "\" is not there: " + pool.path() + ".",
                            "The pool stays down; VMs with disks in it do not start.",
                            "Mount or restore it, then start the pool. Building the pool makes an empty directory.",
                            refused.problem().details())
                    .toException(refused);
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the pool to be up",
                LIMIT,
                image -> Optional.ofNullable(image.pools().get(id))
                        .filter(Pool::active)
                        .isPresent());
    }

    /** A transient pool is gone when it is down. */
    private void stop(PoolId id, StepContext context) throws InterruptedException {
        hypervisor(id).pools().stop(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the pool to be down",
                LIMIT,
                image -> Optional.ofNullable(image.pools().get(id))
                        .filter(Pool::active)
                        .isEmpty());
    }

    private Hypervisor hypervisor(PoolId id) {
        return lookup.hypervisor(id.host());
    }

    private static PoolId id(HostId host, Map<String, String> facts) {
        return new PoolId(host, UUID.fromString(facts.getOrDefault("uuid", "")));
    }

    private static void leaveAlone(Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.POOL_NOT_FOUND) {
                throw e;
            }
        }
    }

    private interface Work {
        void run(PoolId pool, StepContext context) throws InterruptedException;
    }
}
