package dev.muster.bridge.cli;

import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.group.SetId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl group}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "group",
        description = "Consistency groups: VMs captured at one instant, restored as one set.",
        synopsisSubcommandLabel = "VERB")
final class GroupNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    /** What describes a group. */
    static final class Description {
        @Option(names = "--vm", paramLabel = "VM", description = "A member; repeatable.")
        private List<String> vms = new ArrayList<>();

        @Option(names = "--tag", paramLabel = "TAG", description = "All VMs with a tag are members; repeatable.")
        private List<String> tags = new ArrayList<>();

        @Option(
                names = "--function",
                paramLabel = "CLUSTER[/FUNCTION]",
                description = "All VMs of a function of a cluster, or of all of it, are members; repeatable.")
        private List<String> functions = new ArrayList<>();

        @Option(
                names = "--lock",
                paramLabel = "pause|freeze",
                description = "pause: any guest as it is (default); freeze: file systems first where an agent is.")
        private Optional<String> lock = Optional.empty();

        @Option(
                names = "--deadline",
                paramLabel = "SECONDS",
                description = "After so long all members go on, whatever happens (default: 10).")
        private Optional<Integer> deadline = Optional.empty();

        @Option(names = "--repository", paramLabel = "NAME", description = "Where its sets are kept.")
        private Optional<String> repository = Optional.empty();

        @Option(
                names = "--keep",
                paramLabel = "RULE",
                description = "Which sets are kept, such as last=3,daily=7,weekly=4; all where it is not given.")
        private Optional<String> keep = Optional.empty();

        private List<GroupMember> members(CtlSession session) {
            List<GroupMember> members = new ArrayList<>();
            for (String vm : vms) {
                members.add(new GroupMember.OfVm(
                        new Names(session.inventory()).vm(vm).id()));
            }
            tags.forEach(tag -> members.add(new GroupMember.OfTag(tag)));
            for (String function : functions) {
                int slash = function.indexOf('/');
                members.add(new GroupMember.OfFunction(
                        ClusterId.of(slash < 0 ? function : function.substring(0, slash)),
                        slash < 0 ? "" : function.substring(slash + 1)));
            }
            return members;
        }

        private GroupSpec spec(CtlSession session, GroupId id, Optional<GroupSpec> before) {
            List<GroupMember> members = members(session);
            return new GroupSpec(
                    id,
                    members.isEmpty() ? before.map(GroupSpec::members).orElse(List.of()) : members,
                    lock.map(GroupNoun::lock)
                            .or(() -> before.map(GroupSpec::lock))
                            .orElse(GroupLock.PAUSE),
                    deadline.map(Duration::ofSeconds)
                            .or(() -> before.map(GroupSpec::deadline))
                            .orElse(GroupSpec.USUAL_DEADLINE),
                    repository
                            .map(RepositoryId::of)
                            .or(() -> before.map(GroupSpec::repository))
                            .orElseThrow(() -> wrong("Say where its sets are kept, with --repository.")),
                    keep.map(KeepRules::parse)
                            .or(() -> before.map(GroupSpec::keep))
                            .orElse(KeepRule.ALL));
        }
    }

    private static GroupLock lock(String text) {
        return switch (text) {
            case "pause" -> GroupLock.PAUSE;
            case "freeze" -> GroupLock.FREEZE;
            default -> throw wrong("--lock is pause or freeze.");
        };
    }

    private static MusterException wrong(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", "Look at: muster ctl group --help")
                .toException();
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Describes a group.")
    int create(@Parameters(paramLabel = "NAME") String name, @Mixin Description description) {
        return with(session ->
                session.submit(new GroupCommand.Create(description.spec(session, GroupId.of(name), Optional.empty()))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description = "Describes a group anew; what is not given stays as it is. Sets stay as they were captured.")
    int set(@Parameters(paramLabel = "NAME") String name, @Mixin Description description) {
        return with(session -> {
            Group group = require(session, name);
            return session.submit(new GroupCommand.Set(
                    description.spec(session, group.id(), Optional.of(group.spec())), group.revision()));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Forgets a group. Its sets stay, and can be restored.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new GroupCommand.Delete(GroupId.of(name))));
    }

    private static Group require(CtlSession session, String name) {
        return session.inventory()
                .object(Group.class, GroupId.of(name))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.GROUP_NOT_FOUND,
                                "There is no consistency group \"" + name + "\".",
                                "Nothing was changed.",
                                "Look at the list of consistency groups.")
                        .toException());
    }

    private static List<GroupQuery.Listed> sets(CtlSession session, Optional<GroupId> group) {
        return session.ask(new GroupQuery.Sets(group)).sets();
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "The groups, with the age of the newest good set and how long a restore takes.")
    int list() {
        return with(session -> {
            List<Group> groups =
                    List.copyOf(session.inventory().objects(Group.class).values());
            List<GroupQuery.Listed> sets = sets(session, Optional.empty());
            Table table = new Table(
                    "There are no consistency groups.",
                    "NAME",
                    "MEMBERS",
                    "LOCK",
                    ">DEADLINE",
                    "REPOSITORY",
                    ">SETS",
                    ">RPO NOW",
                    ">RTO",
                    "LAST CAPTURE");
            Instant now = Instant.now();
            for (Group group : groups) {
                List<GroupQuery.Listed> own = sets.stream()
                        .filter(set -> set.id().group().equals(group.id()))
                        .toList();
                table.row(
                        group.id().text(),
                        String.join(
                                " ",
                                group.spec().members().stream()
                                        .map(GroupMember::text)
                                        .toList()),
                        group.spec().lock().name().toLowerCase(Locale.ROOT),
                        group.spec().deadline().toSeconds() + " s",
                        group.spec().repository().text(),
                        String.valueOf(own.size()),
                        rpo(own, now),
                        group.restoreTakes().map(GroupNoun::length).orElse("not measured"),
                        last(group));
            }
            return session.output().answer(groups, table);
        });
    }

    /** The age of the newest good set. */
    private static String rpo(List<GroupQuery.Listed> sets, Instant now) {
        return sets.stream()
                .filter(set -> set.problem().isEmpty())
                .findFirst()
                .map(set -> length(Duration.between(set.set().captured(), now)))
                .orElse("no set");
    }

    private static String length(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private static String last(Group group) {
        return group.attempts().stream()
                .findFirst()
                .map(attempt -> Table.moment(attempt.at())
                        + attempt.problem()
                                .map(problem -> " failed: " + problem.what())
                                .orElse(""))
                .orElse("");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "show",
            description = "A group: what a capture would do now, and what came of the last ones.")
    int show(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> {
            Group group = require(session, name);
            GroupQuery.CaptureForecast forecast = session.ask(new GroupQuery.Forecast(group.spec()));
            StringBuilder text = new StringBuilder(group.id() + ", sets in "
                    + group.spec().repository() + "; a capture now: all members go on after "
                    + forecast.deadline().toSeconds() + " s at most\n");
            for (GroupQuery.MemberForecast member : forecast.members()) {
                text.append("  ")
                        .append(member.name())
                        .append("  ")
                        .append(member.vm().host())
                        .append("  ")
                        .append(how(member))
                        .append('\n');
            }
            forecast.problem()
                    .ifPresent(problem -> text.append("It would be refused: ")
                            .append(problem.what())
                            .append('\n'));
            for (Group.Attempt attempt : group.attempts()) {
                text.append(Table.moment(attempt.at()))
                        .append("  ")
                        .append(attempt.set()
                                .map(set -> "set " + set.name())
                                .orElseGet(() -> "no set: "
                                        + attempt.problem().map(Problem::what).orElse("it was cancelled")))
                        .append("  job ")
                        .append(attempt.job())
                        .append('\n');
            }
            return session.output().answer(Map.of("group", group, "forecast", forecast), text.toString());
        });
    }

    private static String how(GroupQuery.MemberForecast member) {
        return member.problem().map(Problem::what).orElseGet(() -> switch (member.how()) {
            case STILL -> "is " + member.state().word();
            case PAUSED -> "is paused";
            case FROZEN -> member.windows() ? "is frozen, for 10 s at most, and paused" : "is frozen and paused";
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "capture",
            description = "Locks all members, captures all, releases all: one set, whole or none.")
    int capture(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> {
            session.inventory(); // whom the group finds has to be seen first
            return session.submit(new GroupCommand.Capture(GroupId.of(name)));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "sets", description = "The sets, the newest first.")
    int sets(@Parameters(paramLabel = "GROUP", arity = "0..1") Optional<String> group) {
        return with(session -> {
            List<GroupQuery.Listed> sets = sets(session, group.map(GroupId::of));
            Table table = new Table(
                    "There are no sets.",
                    "SET",
                    "CAPTURED",
                    ">MEMBERS",
                    ">SKEW",
                    ">CAPTURED IN",
                    ">LOCKED",
                    ">CLOCK ERROR",
                    ">STORED",
                    "VERIFIED",
                    "HEALTH");
            for (GroupQuery.Listed one : sets) {
                GroupSet set = one.set();
                table.row(
                        one.id().text(),
                        Table.moment(set.captured()),
                        String.valueOf(set.members().size()),
                        millis(set.skew()),
                        millis(set.captureSpread()),
                        millis(set.lockTime()),
                        millis(set.clockError()),
                        Sizes.text(set.stored()),
                        one.verified().map(Table::moment).orElse(""),
                        one.problem().map(Problem::what).orElse("good"));
            }
            return session.output().answer(sets, table);
        });
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "verify",
            description = "Reads all of a set and compares it with what was captured.")
    int verify(@Parameters(paramLabel = "SET") String set) {
        return with(session -> session.submit(new GroupCommand.VerifySet(SetId.of(set))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "copy",
            description = "Copies a set into another repository; it is listed there once all of it is.")
    int copy(
            @Parameters(paramLabel = "SET") String set,
            @Option(names = "--to", paramLabel = "REPOSITORY", required = true) String to) {
        return with(session -> session.submit(new GroupCommand.CopySet(SetId.of(set), RepositoryId.of(to))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete-set",
            description = "Deletes a set with the restore points of its members.")
    int deleteSet(
            @Parameters(paramLabel = "SET") String text,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            SetId set = SetId.of(text);
            if (!yes) {
                session.output().note("Nothing brings " + set + " back. Later sets stay as they are.");
                Confirmation.require(session.output(), set.name());
            }
            return session.submit(new GroupCommand.DeleteSet(set));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "restore",
            description = "Brings all members of a set back: in place, in place of those there are, or beside them.")
    int restore(
            @Parameters(paramLabel = "SET", description = "A set, or a group for its newest good one.") String text,
            @Option(
                            names = "--in-place",
                            description = "The members there are are forced off and brought back to the set.")
                    boolean inPlace,
            @Option(
                            names = "--replace",
                            description = "New VMs take names and MAC addresses; the old ones are put aside.")
                    boolean replace,
            @Option(
                            names = "--beside",
                            paramLabel = "SUFFIX",
                            description = "New VMs of these names with a suffix are made beside the old ones.")
                    Optional<String> beside,
            @Option(
                            names = "--pool",
                            paramLabel = "[HOST=]POOL",
                            description = "Where disks are put, for each host the set is of; repeatable.")
                    @Nullable
                    List<String> pools,
            @Option(names = "--start", description = "Starts all members once all of them stand.") boolean start,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            if ((inPlace ? 1 : 0) + (replace ? 1 : 0) + (beside.isPresent() ? 1 : 0) != 1) {
                throw wrong("Say one of --in-place, --replace and --beside SUFFIX.");
            }
            InventoryImage image = session.inventory();
            GroupQuery.Listed set = find(session, text);
            if (set.problem().isPresent()) {
                throw set.problem().get().toException();
            }
            RestoreMode mode = inPlace ? RestoreMode.IN_PLACE : replace ? RestoreMode.REPLACE : RestoreMode.BESIDE;
            if (mode != RestoreMode.BESIDE && !yes) {
                session.output()
                        .note(
                                mode == RestoreMode.IN_PLACE
                                        ? "Forces all members off. What their disks hold now is deleted when the"
                                                + " restored ones were checked."
                                        : "Forces all members off and puts them aside under other names.");
                Confirmation.require(session.output(), set.id().group().text());
            }
            return session.submit(new GroupCommand.RestoreSet(
                    set.id(),
                    mode,
                    beside.orElse(""),
                    pools(image, set.set(), pools == null ? List.of() : pools),
                    start));
        });
    }

    /** The set of that id, or the newest good one of the group of that name. */
    private static GroupQuery.Listed find(CtlSession session, String text) {
        if (text.indexOf('/') >= 0) {
            SetId id = SetId.of(text);
            return sets(session, Optional.of(id.group())).stream()
                    .filter(set -> set.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> noSet("There is no set " + id + " that can be reached."));
        }
        return sets(session, Optional.of(GroupId.of(text))).stream()
                .filter(set -> set.problem().isEmpty())
                .findFirst()
                .orElseThrow(() -> noSet("There is no good set of a group \"" + text + "\" that can be reached."));
    }

    private static MusterException noSet(String what) {
        return Problem.of(ErrorCode.SET_NOT_FOUND, what, "Nothing was changed.", "Look at the list of sets.")
                .toException();
    }

    /** A pool for each host: the one named, or the only one that is up there. */
    private static SortedMap<HostId, PoolId> pools(InventoryImage image, GroupSet set, List<String> named) {
        SortedMap<HostId, PoolId> pools = new TreeMap<>();
        for (GroupSet.Member member : set.members()) {
            HostId host = member.vm().host();
            pools.computeIfAbsent(host, _ -> pool(image, host, named));
        }
        return pools;
    }

    private static PoolId pool(InventoryImage image, HostId host, List<String> named) {
        for (String one : named) {
            int equals = one.indexOf('=');
            if (equals > 0 && one.substring(0, equals).equals(host.text())) {
                return new Names(image).pool(one.substring(equals + 1)).id();
            }
        }
        List<PoolId> there = image.pools().values().stream()
                .filter(Pool::active)
                .filter(pool -> pool.id().host().equals(host))
                .filter(pool -> named.isEmpty() || named.contains(pool.name()))
                .map(Pool::id)
                .toList();
        if (there.size() != 1) {
            throw Problem.of(
                            ErrorCode.NAME_AMBIGUOUS,
                            "There are " + there.size() + " pools that could be meant for " + host + ".",
                            "Nothing was changed.",
                            "Name one with --pool " + host + "=POOL; muster ctl pool list shows them.")
                    .toException();
        }
        return there.getFirst();
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "unfence",
            description = "Gives a VM back what a restore took from it: its name, its networks, its start at boot.")
    int unfence(@Parameters(paramLabel = "VM", description = "Such as db.fenced.") String name) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            return session.submit(new GroupCommand.Unfence(vm.id()));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "fenced",
            description = "The VMs that restores put aside: off, under another name, without networks.")
    int fenced() {
        return with(session -> {
            List<Fence> fences =
                    List.copyOf(session.inventory().objects(Fence.class).values());
            Table table = new Table("No VM was put aside.", "VM", "HOST", "WAS", "SINCE", "SET");
            for (Fence fence : fences) {
                table.row(
                        Fence.fenced(fence.name()),
                        fence.id().host().text(),
                        fence.name(),
                        Table.moment(fence.at()),
                        fence.set().text());
            }
            return session.output().answer(fences, table);
        });
    }
}
