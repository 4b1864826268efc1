package dev.muster.app.group;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;

/** All groups, and the one that is chosen: its members, its sets and what a capture of it would do now. Used on the window's thread only. */
final class GroupsViewModel {
    /** What a forecast depends upon: asked again when one of these differs. */
    private record Question(GroupSpec spec, Map<VmId, VmState> members) {}

    private final Asks asks;
    private final Texts texts;
    private final LiveInventory inventory;
    private final GroupCatalog catalog;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final LiveRows<GroupId, GroupLine> groups =
            new LiveRows<>(line -> line.group().id());
    private final LiveRows<VmId, MemberLine> members = new LiveRows<>(MemberLine::id);
    private final LiveRows<String, HistoryLine> history = new LiveRows<>(HistoryLine::key);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<GroupCatalog.Content> onContent = (observable, oldValue, newValue) -> fill();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.vms().equals(newValue.vms())
                || !oldValue.objects(Group.class).equals(newValue.objects(Group.class))
                || !oldValue.objects(Fence.class).equals(newValue.objects(Fence.class))
                || !oldValue.objects(Schedule.class).equals(newValue.objects(Schedule.class))) {
            fill();
        }
    };
    private Optional<GroupId> chosen = Optional.empty();
    private Optional<Question> asked = Optional.empty();
    private Optional<CaptureForecast> forecast = Optional.empty();
    private Optional<Problem> unforeseen = Optional.empty();

    GroupsViewModel(
            Asks asks,
            Texts texts,
            LiveInventory inventory,
            GroupCatalog catalog,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.inventory = inventory;
        this.catalog = catalog;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** Begins to follow. */
    void activate() {
        catalog.contentProperty().addListener(onContent);
        inventory.imageProperty().addListener(onImage);
        asked = Optional.empty();
        catalog.activate();
        fill();
    }

    /** Stops following. */
    void deactivate() {
        catalog.deactivate();
        catalog.contentProperty().removeListener(onContent);
        inventory.imageProperty().removeListener(onImage);
    }

    /** Asks again. */
    void load() {
        asked = Optional.empty();
        catalog.load();
        fill();
    }

    /** What the bridge told of sets. */
    GroupCatalog.Content content() {
        return catalog.contentProperty().get();
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** One line for each group. */
    LiveRows<GroupId, GroupLine> groups() {
        return groups;
    }

    /** The VMs the chosen group has now. */
    LiveRows<VmId, MemberLine> members() {
        return members;
    }

    /** Sets and failed attempts of the chosen group, the newest first. */
    LiveRows<String, HistoryLine> history() {
        return history;
    }

    /** Chooses a group. */
    void choose(Optional<GroupId> group) {
        if (!chosen.equals(group)) {
            chosen = group;
            fill();
        }
    }

    /** The chosen group; empty where none is. */
    Optional<GroupLine> chosen() {
        return chosen.flatMap(id -> groups.rows().stream()
                .map(LiveRows.Row::item)
                .filter(line -> line.group().id().equals(id))
                .findFirst());
    }

    /** What a capture of the chosen group would do; empty while that is not known. */
    Optional<CaptureForecast> forecast() {
        return forecast;
    }

    /** Why that cannot be told. */
    Optional<Problem> unforeseen() {
        return unforeseen;
    }

    /** How much would be lost now: how old the newest good set is; empty where there is none. */
    Optional<Duration> exposure(Instant now) {
        return chosen().flatMap(GroupLine::newest).map(captured -> Duration.between(captured, now));
    }

    /** How long a restore takes; empty before the first was measured. */
    Optional<Duration> restoreTakes() {
        return chosen().flatMap(line -> line.group().restoreTakes());
    }

    /** The VMs that were put aside by restores, by their former names. */
    List<Fence> fences() {
        return inventory.image().objects(Fence.class).values().stream()
                .sorted(Comparator.comparing(Fence::name))
                .toList();
    }

    /** The schedules by which the chosen group is captured, the next first. */
    List<Schedule> schedules() {
        return chosen().map(line -> line.group().id()).stream()
                .flatMap(id -> inventory.image().objects(Schedule.class).values().stream()
                        .filter(schedule ->
                                schedule.enabled() && schedule.command().equals(new GroupCommand.Capture(id))))
                .sorted(Comparator.comparing(schedule -> schedule.next().orElse(Instant.MAX)))
                .toList();
    }

    /** Why nothing can be changed here; empty where it can. */
    Optional<String> refusal() {
        return asks.role().includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("object.refused.role"));
    }

    /** Why the chosen group cannot be captured now; empty where it can, or that is not known. */
    Optional<String> captureRefusal() {
        return refusal()
                .or(() -> chosen().isEmpty() ? Optional.of(texts.get("group.refused.none")) : Optional.empty())
                .or(() -> forecast.flatMap(CaptureForecast::problem).map(texts::say));
    }

    /** Captures the chosen group, unless that is refused. */
    void capture() {
        if (captureRefusal().isEmpty()) {
            chosen.ifPresent(group -> send(new GroupCommand.Capture(group)));
        }
    }

    /** Whether one of those VMs can be added to the chosen group. */
    boolean canAdd(List<VmId> vms) {
        return refusal().isEmpty() && !additions(vms).isEmpty();
    }

    /** Adds those VMs to the chosen group; those that belong to it already are left out. */
    void add(List<VmId> vms) {
        List<GroupMember> more = additions(vms);
        if (refusal().isEmpty() && !more.isEmpty()) {
            chosen().ifPresent(line -> describe(
                    line.group(),
                    Stream.concat(line.group().spec().members().stream(), more.stream())
                            .toList()));
        }
    }

    private List<GroupMember> additions(List<VmId> vms) {
        List<GroupMember> more = new ArrayList<>();
        chosen().ifPresent(line -> vms.stream()
                .distinct()
                .map(inventory.image()::vm)
                .flatMap(Optional::stream)
                .filter(vm -> line.group().spec().members().stream().noneMatch(member -> member.has(vm)))
                .forEach(vm -> more.add(new GroupMember.OfVm(vm.id()))));
        return more;
    }

    /** Why that rule cannot be taken out of the chosen group; empty where it can. */
    Optional<String> removeRefusal() {
        return refusal()
                .or(() -> chosen().filter(line -> line.group().spec().members().size() > 1)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(texts.get("group.member.last")));
    }

    /** Takes a rule out of the chosen group. */
    void remove(GroupMember member) {
        if (removeRefusal().isEmpty()) {
            chosen().ifPresent(line -> describe(
                    line.group(),
                    line.group().spec().members().stream()
                            .filter(one -> !one.equals(member))
                            .toList()));
        }
    }

    private void describe(Group group, List<GroupMember> all) {
        GroupSpec spec = group.spec();
        send(new GroupCommand.Set(
                new GroupSpec(spec.name(), all, spec.lock(), spec.deadline(), spec.repository(), spec.keep()),
                group.revision()));
    }

    /** Has the bridge do it. */
    void send(Command command) {
        asks.submit(command, onJob, onProblem);
    }

    private void fill() {
        InventoryImage image = inventory.image();
        GroupCatalog.Content told = content();
        groups.show(new TreeMap<>(image.objects(Group.class))
                .values().stream()
                        .map(group -> GroupLine.of(group, image.vms().values(), told.sets()))
                        .toList());
        Optional<Group> group = chosen().map(GroupLine::group);
        List<Vm> vms =
                group.map(one -> one.spec().resolve(image.vms().values())).orElse(List.of());
        foresee(group, vms);
        members.show(MemberLine.of(vms, forecast));
        history.show(group.map(one -> HistoryLine.of(GroupLine.own(one.id(), told.sets()), one.attempts()))
                .orElse(List.of()));
        revision.set(revision.get() + 1);
    }

    private void foresee(Optional<Group> group, List<Vm> vms) {
        Map<VmId, VmState> states = new TreeMap<>(Comparator.comparing(VmId::text));
        vms.forEach(vm -> states.put(vm.id(), vm.state()));
        Optional<Question> now = group.map(one -> new Question(one.spec(), states));
        if (now.equals(asked)) {
            return;
        }
        // of another group nothing that was told holds
        if (!now.map(question -> question.spec().name())
                .equals(asked.map(question -> question.spec().name()))) {
            forecast = Optional.empty();
        }
        unforeseen = Optional.empty();
        asked = now;
        now.ifPresent(question -> asks.ask(
                new GroupQuery.Forecast(question.spec()),
                answer -> told(question, Optional.of(answer), Optional.empty()),
                why -> told(question, Optional.empty(), Optional.of(why))));
    }

    private void told(Question question, Optional<CaptureForecast> answer, Optional<Problem> why) {
        if (asked.filter(question::equals).isPresent()) {
            forecast = answer;
            unforeseen = why;
            fill();
        }
    }
}
