package dev.muster.bridge.group;

import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.LockFile;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.points.MemberPoint;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupQuery.Hold;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.group.SetId;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Captures a group: one set, whole or none. */
final class CaptureDefinition implements JobDefinition<GroupCommand.Capture> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String SET = "set";
    private static final String MEMBER = "member.";

    private final GroupGround ground;
    private final LockWatches watches;
    private final Forecasts forecasts;
    private final SetRetention retention;

    CaptureDefinition(GroupGround ground, LockWatches watches) {
        this.ground = ground;
        this.watches = watches;
        this.forecasts = new Forecasts(ground);
        this.retention = new SetRetention(ground);
    }

    @Override
    public Class<GroupCommand.Capture> command() {
        return GroupCommand.Capture.class;
    }

    /** Who belongs to the group is decided here; what speaks against a capture makes its job fail, so that it is told with the group. */
    @Override
    public Prepared prepare(GroupCommand.Capture command, Principal by) {
        GroupSpec spec = ground.groups().require(command.group()).spec();
        Instant now = ground.clock().instant();
        Map<String, String> facts = new HashMap<>();
        for (Vm vm : spec.resolve(ground.lookup().image().vms().values())) {
            facts.put(MEMBER + vm.id().text(), free(spec, vm.id(), now) + " " + vm.name());
        }
        facts.put(SET, free(spec, now).text());
        return new Prepared("Capture group " + spec.name(), facts);
    }

    private String free(GroupSpec spec, VmId vm, Instant now) {
        try {
            return ground.points()
                    .look(spec.repository(), () -> ground.points().free(spec.repository(), vm.uuid(), now));
        } catch (MusterException e) {
            return NAME.format(now); // the repository is out of reach, which the step says
        }
    }

    private SetId free(GroupSpec spec, Instant now) {
        String name = NAME.format(now);
        SetId id = new SetId(spec.repository(), spec.name(), name);
        try {
            return ground.points().look(spec.repository(), () -> {
                SetId free = id;
                for (int number = 2; ground.sets().isListed(free); number++) {
                    free = new SetId(spec.repository(), spec.name(), name + "-" + number);
                }
                return free;
            });
        } catch (MusterException e) {
            return id;
        }
    }

    /** A member as it was decided on. */
    private record Chosen(VmId vm, String point, String name) {}

    private static List<Chosen> chosen(Map<String, String> facts) {
        List<Chosen> all = new ArrayList<>();
        new TreeMap<>(facts).forEach((key, value) -> {
            if (key.startsWith(MEMBER)) {
                int space = value.indexOf(' ');
                all.add(new Chosen(
                        VmId.of(key.substring(MEMBER.length())),
                        value.substring(0, space),
                        value.substring(space + 1)));
            }
        });
        return all;
    }

    private static SetId set(Map<String, String> facts) {
        return SetId.of(facts.getOrDefault(SET, ""));
    }

    @Override
    public Claim claim(JobId job, GroupCommand.Capture command, Map<String, String> facts) {
        String work = "Capture group " + command.group();
        List<Claim> held = new ArrayList<>();
        Claim all = () -> held.reversed().forEach(Claim::release);
        try {
            for (Chosen member : chosen(facts)) {
                held.add(ground.vms().claim(job, member.vm(), work));
                held.add(ground.points()
                        .adding(job, set(facts).repository(), member.vm().uuid(), work));
            }
            return all;
        } catch (RuntimeException e) {
            all.release();
            throw e;
        }
    }

    @Override
    public List<StepDefinition> steps(GroupCommand.Capture command, Map<String, String> facts) {
        SetId set = set(facts);
        List<Chosen> members = chosen(facts);
        return List.of(
                new StepDefinition(
                        "capture",
                        "Capture " + members.size() + " VMs at one instant",
                        command.group().text(),
                        List.of(),
                        context -> told(command, context, () -> capture(command, set, members, context), set),
                        context -> takeBack(command, set, members, context)),
                new StepDefinition(
                        "list",
                        "List the set " + set.name(),
                        command.group().text(),
                        List.of(0),
                        context -> told(command, context, () -> list(set, context), set),
                        StepDefinition.NOTHING),
                new StepDefinition(
                        "retain",
                        "Delete sets that nothing keeps",
                        command.group().text(),
                        List.of(1),
                        context ->
                                inWatch(set, context, () -> retention.run(command.group(), set.repository(), context)),
                        StepDefinition.NOTHING));
    }

    /** Work upon the repository. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void inWatch(SetId set, StepContext context, Work work) throws InterruptedException {
        var _ = ground.points().work(set.repository(), context, () -> {
            work.run();
            return set;
        });
    }

    /** Why there is no set is told with the group, for as long as people may ask. */
    private void told(GroupCommand.Capture command, StepContext context, Work work, SetId set)
            throws InterruptedException {
        try {
            inWatch(set, context, work);
        } catch (MusterException e) {
            tell(command, context, e.problem());
            throw e;
        }
    }

    private void tell(GroupCommand.Capture command, StepContext context, Problem why) {
        Group.Attempt attempt =
                new Group.Attempt(ground.clock().instant(), context.job(), Optional.empty(), Optional.of(why));
        ground.groups()
                .update(
                        command.group(),
                        group -> group.attempts().stream()
                                        .anyMatch(one -> one.job().equals(context.job()))
                                ? group
                                : group.after(attempt));
    }

    private void takeBack(GroupCommand.Capture command, SetId set, List<Chosen> members, StepContext context)
            throws InterruptedException {
        // where it was cancelled, nothing has told it yet
        tell(
                command,
                context,
                Problem.of(
                        ErrorCode.JOB_CANCELLED,
                        "The capture was cancelled.",
                        "All members go on; no set was made. Earlier sets are as they were.",
                        "Capture again."));
        leaveNothing(set, members, context);
    }

    private void capture(GroupCommand.Capture command, SetId set, List<Chosen> chosen, StepContext context)
            throws IOException, InterruptedException {
        Group group = ground.groups().require(command.group());
        watches.settle(chosen.stream().map(Chosen::vm).toList());
        if (ground.sets().isListed(set) || ground.sets().prepared(set).isPresent()) {
            return; // a restart, after all of it was read out
        }
        CaptureForecast forecast = forecasts.of(group.spec());
        if (forecast.problem().isPresent()) {
            throw forecast.problem().get().toException();
        }
        context.log(
                LogLine.Level.INFO,
                "all go on after " + forecast.deadline().toMillis() + " ms, whatever becomes of the capture");
        List<MemberPoint> points = chosen.stream()
                .map(one -> ground.points().member(one.vm(), set.repository(), one.point()))
                .toList();
        List<MemberLine> lines = new ArrayList<>();
        try {
            for (MemberPoint point : points) {
                Vm vm = point.prepare(context);
                lines.add(new MemberLine(vm, point, line(vm), context));
            }
            long begun = hold(group.spec(), forecast, lines, context);
            Instant captured = ground.clock().instant();
            ground.sets().prepare(set, read(group.spec(), forecast, set, captured, lines, begun, context));
        } finally {
            lines.forEach(MemberLine::close);
            points.forEach(MemberPoint::close);
        }
    }

    private @Nullable CaptureLine line(Vm vm) {
        return vm.state().isActive()
                ? ground.lookup().hypervisor(vm.id().host()).backups().line(vm.id())
                : null;
    }

    private long hold(GroupSpec spec, CaptureForecast forecast, List<MemberLine> lines, StepContext context)
            throws InterruptedException {
        List<LockFile.Held> held = new ArrayList<>();
        for (MemberLine line : lines) {
            if (MemberLine.isRunning(line.vm())) {
                VmId vm = line.vm().id();
                boolean frozen = forecast.members().stream()
                        .anyMatch(member -> member.vm().equals(vm) && member.how() == Hold.FROZEN);
                held.add(new LockFile.Held(
                        vm,
                        ConnectionUri.parse(ground.lookup().connected(vm.host()).uri()),
                        frozen));
            }
        }
        try (LockWatches.Watch watch = watches.start(context.job(), new LockFile(forecast.deadline(), held))) {
            return new GroupHold(lines, spec.lock(), forecast.deadline()).run(watch, context);
        }
    }

    /** Reads all out while they run. */
    private GroupSet read(
            GroupSpec spec,
            CaptureForecast forecast,
            SetId set,
            Instant captured,
            List<MemberLine> lines,
            long begun,
            StepContext context)
            throws InterruptedException {
        List<GroupSet.Member> members = new ArrayList<>();
        for (MemberLine line : lines) {
            context.waitingFor("");
            PointManifest manifest = line.point().read(line.isFrozen(), set.group() + "/" + set.name(), context);
            members.add(new GroupSet.Member(
                    line.vm().id(),
                    line.vm().name(),
                    line.point().point(),
                    manifest.consistency(),
                    line.times(begun),
                    manifest.read(),
                    manifest.stored()));
        }
        GroupSet made = new GroupSet(
                Sets.LAYOUT,
                set.group(),
                set.name(),
                captured,
                spec.lock(),
                forecast.deadline(),
                members,
                Optional.empty());
        context.log(
                LogLine.Level.INFO,
                members.size() + " VMs stood still within " + made.skew().toNanos() / 1000
                        + " µs, were captured within "
                        + made.captureSpread().toMillis() + " ms, and went on after "
                        + made.lockTime().toMillis() + " ms at most");
        return made;
    }

    private void list(SetId set, StepContext context) throws IOException, InterruptedException {
        Optional<GroupSet> prepared = ground.sets().prepared(set);
        if (prepared.isPresent()) {
            for (GroupSet.Member member : prepared.get().members()) {
                MemberPoint point = ground.points().member(member.vm(), set.repository(), member.point());
                point.publish();
                point.forgetEarlier(context);
            }
            ground.sets().list(set);
        }
        ground.groups()
                .update(
                        set.group(),
                        group -> group.after(new Group.Attempt(
                                prepared.map(GroupSet::captured)
                                        .orElseGet(
                                                () -> ground.sets().require(set).captured()),
                                context.job(),
                                Optional.of(set),
                                Optional.empty())));
    }

    /** A set that is listed stays. */
    private void leaveNothing(SetId set, List<Chosen> members, StepContext context) throws InterruptedException {
        boolean listed =
                ground.points().look(set.repository(), () -> ground.sets().isListed(set));
        if (listed) {
            return;
        }
        if (context.fact(GroupHold.ALL_LOCKED).isPresent()) {
            for (Chosen member : members) {
                release(set, member, context);
            }
        }
        inWatch(set, context, () -> {
            for (Chosen member : members) {
                ground.points()
                        .member(member.vm(), set.repository(), member.point())
                        .discard();
                retention.deletePoint(member.vm().uuid(), member.point(), set, context);
            }
            ground.sets().forget(set);
        });
    }

    /** One whose host does not answer keeps no other from being let go. */
    private void release(SetId set, Chosen member, StepContext context) throws InterruptedException {
        try {
            ground.points()
                    .member(member.vm(), set.repository(), member.point())
                    .release(context);
        } catch (MusterException e) {
            context.log(
                    LogLine.Level.WARNING,
                    "the capture of " + member.name() + " could not be ended: "
                            + e.problem().what());
        }
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
