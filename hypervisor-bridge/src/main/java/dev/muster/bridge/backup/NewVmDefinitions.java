package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes VMs from restore points: with disks of their own, or running at once over those of the point. */
final class NewVmDefinitions {
    private static final String UUID_FACT = "uuid";
    private static final String MACS = "macs";
    private static final String ANY_PATH = "anyPath";

    private final RestoreGround ground;
    private final Predicate<Vm> givesWay;
    private final Optional<BiFunction<VmId, DomainDocument, DomainDocument>> change;
    private final RestoreSteps disks;
    private final RestoredDomain domains;

    NewVmDefinitions(RestoreGround ground) {
        this(ground, _ -> false, Optional.empty());
    }

    /** Beside VMs that have another name by the time a new one gets its own. */
    NewVmDefinitions(RestoreGround ground, Predicate<Vm> givesWay) {
        this(ground, givesWay, Optional.empty());
    }

    /** The same, with a definition so changed before it is made; whether it could start with that of the point does not matter then. */
    NewVmDefinitions(
            RestoreGround ground,
            Predicate<Vm> givesWay,
            Optional<BiFunction<VmId, DomainDocument, DomainDocument>> change) {
        this.ground = ground;
        this.givesWay = givesWay;
        this.change = change;
        this.disks = new RestoreSteps(ground);
        this.domains = new RestoredDomain(ground.lookup());
    }

    /** What both kinds are about. */
    private record Wanted(PointId point, PoolId pool, String name, Macs macs) {
        static Wanted of(RestoreCommand.RestoreAsNew command) {
            return new Wanted(command.point(), command.pool(), command.name(), command.macs());
        }

        static Wanted of(RestoreCommand.RestoreInstantly command) {
            return new Wanted(command.point(), command.pool(), command.name(), command.macs());
        }

        VmId vm(Map<String, String> facts) {
            return new VmId(pool.host(), UUID.fromString(facts.getOrDefault(UUID_FACT, "")));
        }
    }

    List<JobDefinition<?>> definitions() {
        return List.of(asNew(), instantly());
    }

    /** VMs that run over the disks of a point. */
    JobDefinition<RestoreCommand.RestoreInstantly> instantly() {
        return new ComposedDefinition<>(
                RestoreCommand.RestoreInstantly.class,
                (command, by) -> {
                    requireFiles(command.pool());
                    Map<String, String> facts = prepare(Wanted.of(command), true, by);
                    return new Prepared("Run " + command.name() + " from " + command.point(), facts);
                },
                this::instantly,
                (job, command, facts) ->
                        ground.claim(job, Wanted.of(command).vm(facts), command.point(), "Run " + command.name()),
                OnFailure.UNDO);
    }

    /** VMs with disks of their own. */
    JobDefinition<RestoreCommand.RestoreAsNew> asNew() {
        return new ComposedDefinition<>(
                RestoreCommand.RestoreAsNew.class,
                (command, by) -> {
                    Map<String, String> facts = prepare(Wanted.of(command), command.start(), by);
                    return new Prepared("Restore " + command.name() + " from " + command.point(), facts);
                },
                this::asNew,
                (job, command, facts) ->
                        ground.claim(job, Wanted.of(command).vm(facts), command.point(), "Restore " + command.name()),
                OnFailure.UNDO);
    }

    private void requireFiles(PoolId id) {
        Pool pool = ground.pool(id);
        ground.requireHere(id.host());
        if (!RestoreGround.isDirectory(pool)) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "What a VM writes over a restore point is kept in a file, and the pool " + pool.name()
                                    + " holds none.",
                            "Nothing was changed.",
                            "Choose a pool that is a directory; the VM can be moved to " + pool.name() + " then.")
                    .toException();
        }
    }

    private Map<String, String> prepare(Wanted wanted, boolean start, Principal by) {
        Pool pool = ground.pool(wanted.pool());
        PointFiles point = ground.repositories().point(wanted.point());
        DomainDocument domain = RestoreGround.domain(point);
        ground.requireFree(pool.id().host(), wanted.name(), givesWay);
        if (start && change.isEmpty()) {
            ground.requireNetworks(pool.id().host(), domain);
        }
        point.manifest().disks().forEach(disk -> point.chain(disk.target()));
        Map<String, String> facts = new HashMap<>(RestoreSteps.facts(ground.volumes(pool, point, wanted.name(), "")));
        facts.put(UUID_FACT, ground.minting().uuid().toString());
        facts.put(MACS, wanted.macs() == Macs.NEW ? String.join(" ", ground.macs(domain)) : "");
        facts.put(ANY_PATH, String.valueOf(Reach.of(by).anyPath()));
        return facts;
    }

    private List<StepDefinition> asNew(RestoreCommand.RestoreAsNew command, Map<String, String> facts) {
        Wanted wanted = Wanted.of(command);
        List<StepDefinition> steps = new ArrayList<>();
        RestoreSteps.volumes(facts)
                .forEach((target, volume) -> steps.add(disks.restore(command.point(), target, volume)));
        steps.add(define(wanted, facts, all(steps), true));
        if (command.start()) {
            VmId id = wanted.vm(facts);
            steps.add(new StepDefinition(
                    "start",
                    "Start " + command.name(),
                    id.text(),
                    List.of(steps.size() - 1),
                    context -> ground.life().start(id, context),
                    // all that was restored stays, and so does a VM that did not come up in time
                    StepDefinition.NOTHING));
        }
        return steps;
    }

    private List<StepDefinition> instantly(RestoreCommand.RestoreInstantly command, Map<String, String> facts) {
        Wanted wanted = Wanted.of(command);
        VmId id = wanted.vm(facts);
        List<StepDefinition> steps = new ArrayList<>();
        RestoreSteps.volumes(facts)
                .forEach((target, volume) -> steps.add(disks.overlay(command.point(), target, volume, id)));
        steps.add(define(wanted, facts, all(steps), false));
        steps.add(new StepDefinition(
                "start",
                "Start " + command.name(),
                id.text(),
                List.of(steps.size() - 1),
                context -> ground.life().start(id, context),
                context -> ground.life().forceOff(id, context)));
        return steps;
    }

    private StepDefinition define(Wanted wanted, Map<String, String> facts, List<Integer> after, boolean whole) {
        VmId id = wanted.vm(facts);
        return new StepDefinition(
                "define",
                "Define " + wanted.name(),
                id.text(),
                after,
                context -> {
                    PointFiles point = ground.repositories().point(wanted.point());
                    DomainDocument domain = domain(wanted, point, facts);
                    domains.putState(point, id, domain, context);
                    ground.life().define(id, domain.xml(), context);
                    if (whole) {
                        context.putFact(RestoreSteps.WHOLE, id.text());
                    }
                },
                context -> {
                    if (context.fact(RestoreSteps.WHOLE).isEmpty()) {
                        ground.life().forget(id, wanted.name(), context);
                        domains.takeStateBack(id);
                    }
                });
    }

    private DomainDocument domain(Wanted wanted, PointFiles point, Map<String, String> facts) {
        Map<String, VolumeId> volumes = RestoreSteps.volumes(facts);
        String macs = facts.getOrDefault(MACS, "");
        VmId id = wanted.vm(facts);
        DomainDocument own = domains.asNew(
                point,
                id,
                wanted.name(),
                macs.isEmpty() ? List.of() : List.of(macs.split(" ")),
                disks.places(volumes),
                Boolean.parseBoolean(facts.getOrDefault(ANY_PATH, "false")));
        return change.map(how -> how.apply(id, own)).orElse(own);
    }

    private static List<Integer> all(List<StepDefinition> steps) {
        return IntStream.range(0, steps.size()).boxed().toList();
    }
}
