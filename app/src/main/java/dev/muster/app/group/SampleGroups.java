package dev.muster.app.group;

import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.Group.Attempt;
import dev.muster.model.group.Group.MeasuredRestore;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupQuery.Hold;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupQuery.MemberForecast;
import dev.muster.model.group.GroupQuery.SetList;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.group.SetId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Groups of sample VMs: one with a history of sets, one whose last capture failed, and one that was never captured. */
final class SampleGroups {
    private static final long MIB = 1L << 20;
    private static final RepositoryId NIGHTLY = new RepositoryId("nightly");
    private static final RepositoryId OFFSITE = new RepositoryId("offsite");
    private static final GroupId SHOP = new GroupId("shop");
    private static final GroupId LEDGER = new GroupId("billing-reconciliation-all-sites");
    private static final GroupId MONTH_END = new GroupId("month-end");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** The instant the sample is of: sets and attempts are named by it. */
    private static final AtomicReference<Optional<Instant>> NOW = new AtomicReference<>(Optional.empty());

    private record Captured(VmId vm, String name) {}

    private static final List<Captured> SHOPS = List.of(
            new Captured(vm(1, 0), "web-10"),
            new Captured(vm(1, 1), "db-11"),
            new Captured(vm(1, 8), "web-18"),
            new Captured(vm(2, 8), "web-28"));
    private static final List<Captured> LEDGERS =
            List.of(new Captured(vm(1, 9), "db-19"), new Captured(vm(2, 1), "db-21"));

    private SampleGroups() {}

    private static VmId vm(int host, int number) {
        return new VmId(new HostId("h" + host), new UUID(host, number));
    }

    private static Instant before(long minutes) {
        return NOW.updateAndGet(known -> known.or(() -> Optional.of(Instant.now())))
                .orElseThrow()
                .minus(Duration.ofMinutes(minutes))
                .minusSeconds(12);
    }

    static List<LiveObject> objects() {
        return List.of(
                new Group(
                        SHOP,
                        spec(SHOP, SHOPS, GroupLock.FREEZE, 10, new KeepRule(8, 24, 7, 0, 0, 0)),
                        3,
                        before(60L * 24 * 40),
                        List.of(
                                attempt(4, SHOP),
                                attempt(19, SHOP),
                                late(34),
                                attempt(49, SHOP),
                                attempt(64, SHOP),
                                attempt(79, SHOP)),
                        List.of(
                                new MeasuredRestore(before(60L * 24 * 3), Duration.ofSeconds(412), 4),
                                new MeasuredRestore(before(60L * 24 * 33), Duration.ofSeconds(388), 4))),
                new Group(
                        LEDGER,
                        spec(LEDGER, LEDGERS, GroupLock.PAUSE, 5, KeepRule.ALL),
                        1,
                        before(60L * 24 * 12),
                        List.of(silent(52), attempt(60L * 24 + 52, LEDGER)),
                        List.of()),
                new Group(
                        MONTH_END,
                        new GroupSpec(
                                MONTH_END,
                                List.of(new GroupMember.OfTag("weekly"), new GroupMember.OfVm(vm(1, 0))),
                                GroupLock.PAUSE,
                                Duration.ofSeconds(30),
                                OFFSITE,
                                new KeepRule(0, 0, 0, 0, 12, 3)),
                        1,
                        before(90),
                        List.of(),
                        List.of()),
                fence(vm(2, 3), "mail-23"),
                fence(vm(2, 6), "cache-26"));
    }

    private static Fence fence(VmId vm, String name) {
        return new Fence(
                vm, name, true, List.of("52:54:00:00:02:03"), new SetId(NIGHTLY, SHOP, name(before(64))), before(30));
    }

    private static GroupSpec spec(GroupId id, List<Captured> vms, GroupLock lock, int seconds, KeepRule keep) {
        return new GroupSpec(
                id,
                vms.stream()
                        .<GroupMember>map(one -> new GroupMember.OfVm(one.vm()))
                        .toList(),
                lock,
                Duration.ofSeconds(seconds),
                NIGHTLY,
                keep);
    }

    private static String name(Instant at) {
        return NAME.format(at);
    }

    private static JobId job(long minutes) {
        return JobId.of("sample-capture-" + minutes);
    }

    private static Attempt attempt(long minutes, GroupId group) {
        return new Attempt(
                before(minutes),
                job(minutes),
                Optional.of(new SetId(NIGHTLY, group, name(before(minutes)))),
                Optional.empty());
    }

    private static Attempt late(long minutes) {
        return failed(
                minutes,
                Problem.of(
                        ErrorCode.GROUP_LATE,
                        "Not all members went on within 10000 ms.",
                        "All members go on; no set was made. Earlier sets are as they were.",
                        "Give the group a longer deadline, or look why that member takes so long."));
    }

    private static Attempt silent(long minutes) {
        return failed(
                minutes,
                Problem.of(
                        ErrorCode.GROUP_LOCK_FAILED,
                        "db-21 went on before all members were captured.",
                        "What was captured of them does not fit together, so no set is made of it.",
                        "Look who resumed it or forced it off, then capture again."));
    }

    private static Attempt failed(long minutes, Problem why) {
        return new Attempt(before(minutes), job(minutes), Optional.empty(), Optional.of(why));
    }

    /** The sets of that group; of all where it is empty. */
    static SetList sets(Optional<GroupId> group) {
        List<Listed> sets = new ArrayList<>();
        sets.add(set(NIGHTLY, SHOP, SHOPS, 4, Optional.empty(), Optional.empty()));
        sets.add(set(NIGHTLY, SHOP, SHOPS, 19, Optional.of(before(11)), Optional.empty()));
        sets.add(set(NIGHTLY, SHOP, SHOPS, 49, Optional.empty(), Optional.empty()));
        sets.add(set(NIGHTLY, SHOP, SHOPS, 64, Optional.of(before(58)), Optional.empty()));
        sets.add(set(
                NIGHTLY,
                SHOP,
                SHOPS,
                79,
                Optional.empty(),
                Optional.of(Problem.of(
                        ErrorCode.SET_DAMAGED,
                        "The set nightly/shop/" + name(before(79))
                                + " is not whole: the restore point of db-11 is missing or damaged.",
                        "None of its members is restored from it, since they would not fit together.",
                        "The newest good set before it is nightly/shop/" + name(before(60L * 24)) + "."))));
        sets.add(set(NIGHTLY, SHOP, SHOPS, 60L * 24, Optional.of(before(60L * 20)), Optional.empty()));
        sets.add(set(OFFSITE, SHOP, SHOPS, 60L * 24, Optional.empty(), Optional.empty()));
        sets.add(set(NIGHTLY, LEDGER, LEDGERS, 60L * 24 + 52, Optional.empty(), Optional.empty()));
        return new SetList(sets.stream()
                .filter(set -> group.isEmpty() || group.get().equals(set.id().group()))
                .toList());
    }

    private static Listed set(
            RepositoryId repository,
            GroupId group,
            List<Captured> vms,
            long minutes,
            Optional<Instant> verified,
            Optional<Problem> problem) {
        Instant at = before(minutes);
        SetId origin = new SetId(NIGHTLY, group, name(at));
        List<GroupSet.Member> members = new ArrayList<>();
        for (int i = 0; i < vms.size(); i++) {
            members.add(member(vms.get(i), i, minutes, name(at)));
        }
        return new Listed(
                new SetId(repository, group, name(at)),
                new GroupSet(
                        1,
                        group,
                        name(at),
                        at,
                        GroupLock.FREEZE,
                        Duration.ofSeconds(10),
                        members,
                        repository.equals(NIGHTLY) ? Optional.empty() : Optional.of(origin)),
                problem,
                verified);
    }

    private static GroupSet.Member member(Captured vm, int number, long minutes, String point) {
        Duration captured = Duration.ofNanos(48_000_000L + number * (1_300_000L + minutes * 9_000L));
        return new GroupSet.Member(
                vm.vm(),
                vm.name(),
                point,
                Consistency.FROZEN,
                new GroupSet.Times(
                        Duration.ofMillis(number),
                        Duration.ofMillis(20L + number * 6L),
                        Duration.ofMillis(46),
                        captured,
                        captured.plusMillis(31 + minutes % 17),
                        vm.vm().host().text().equals("h1") ? Duration.ZERO : Duration.ofNanos(640_000)),
                (900L + number * 400L) * MIB,
                (40L + minutes % 50 + number * 37L) * MIB);
    }

    /** What a capture would do: hosts that are lost refuse it. */
    static CaptureForecast forecast(GroupSpec spec, InventoryImage image) {
        List<MemberForecast> members = spec.resolve(image.vms().values()).stream()
                .map(vm -> member(vm, spec.lock(), image))
                .toList();
        return new CaptureForecast(
                members,
                spec.deadline(),
                members.stream().flatMap(one -> one.problem().stream()).findFirst());
    }

    private static MemberForecast member(Vm vm, GroupLock lock, InventoryImage image) {
        boolean runs = vm.state() == VmState.RUNNING;
        boolean agent = lock == GroupLock.FREEZE && vm.name().startsWith("db");
        Optional<Problem> lost = image.isConnected(vm.id().host())
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ErrorCode.BRIDGE_UNREACHABLE,
                        vm.id().host() + " does not answer.",
                        "Nothing was captured: a set without it would not be whole.",
                        "Look at the host's connection and its log."));
        return new MemberForecast(
                vm.id(), vm.name(), vm.state(), runs ? agent ? Hold.FROZEN : Hold.PAUSED : Hold.STILL, false, lost);
    }
}
