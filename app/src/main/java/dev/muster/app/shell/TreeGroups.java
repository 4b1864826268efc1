package dev.muster.app.shell;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory.Change;
import dev.muster.app.navigation.Place;
import dev.muster.app.vm.VmTones;
import dev.muster.icons.Icon;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmFunction;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The groups of the tree and the VMs in each, by name. A change costs what changed, however many VMs there are: a VM is taken
 * out of the groups it was in and put into those it is in now.
 */
final class TreeGroups {
    /** What the tree is grouped by. */
    enum Mode {
        HOST,
        STATE,
        FUNCTION,
        TAG
    }

    /** A VM in the order of a group: by name, and by id where names are alike. */
    record Member(String name, VmId id) implements Comparable<Member> {
        private static final Comparator<Member> ORDER = Comparator.comparing(
                        Member::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(member -> member.id().host().text())
                .thenComparing(member -> member.id().uuid());

        static Member of(Vm vm) {
            return new Member(vm.name(), vm.id());
        }

        @Override
        public int compareTo(Member other) {
            return ORDER.compare(this, other);
        }
    }

    private final Texts texts;
    private final NavigableMap<String, NavigableSet<Member>> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Map<String, Host> hosts = Map.of();
    private Mode mode = Mode.HOST;

    TreeGroups(Texts texts) {
        this.texts = texts;
    }

    /** Groups everything anew. */
    void group(InventoryImage image, Mode by) {
        mode = by;
        members.clear();
        hosts(InventoryImage.EMPTY, image);
        image.vms().values().forEach(this::put);
    }

    /**
     * Takes over what changed.
     *
     * @return the names of the groups that came, went, or whose line changed, each with the VMs that came or went there
     */
    Map<String, Set<Member>> apply(Change change) {
        Map<String, Set<Member>> touched = new HashMap<>();
        if (!change.before().hosts().equals(change.after().hosts())) {
            members.keySet().forEach(key -> touched.put(key, new HashSet<>()));
            hosts(change.before(), change.after());
            members.keySet().forEach(key -> touched.putIfAbsent(key, new HashSet<>()));
        }
        for (VmId id : change.vms()) {
            Optional<Vm> was = change.before().vm(id);
            Optional<Vm> is = change.after().vm(id);
            if (!was.map(this::membership).equals(is.map(this::membership))) {
                was.ifPresent(vm -> {
                    touch(touched, vm);
                    remove(vm);
                });
                is.ifPresent(vm -> {
                    touch(touched, vm);
                    put(vm);
                });
            }
        }
        return touched;
    }

    private void touch(Map<String, Set<Member>> touched, Vm vm) {
        keys(vm).forEach(key ->
                touched.computeIfAbsent(key, of -> new HashSet<>()).add(Member.of(vm)));
    }

    /** The names of the groups, in order. */
    Collection<String> keys() {
        return members.keySet();
    }

    /** The VMs of a group, in order; empty where there is no such group. */
    NavigableSet<Member> members(String key) {
        return members.getOrDefault(key, new TreeSet<>());
    }

    /** What the line of a group shows. */
    TreeNode node(String key) {
        int size = members(key).size();
        return switch (mode) {
            case HOST ->
                Optional.ofNullable(hosts.get(key))
                        .map(host -> host(host, size))
                        .orElseGet(() -> new TreeNode(
                                "h:" + key,
                                key,
                                "",
                                Tone.UNKNOWN,
                                Optional.of(Icon.HOST),
                                new Place.Vms("host:" + key)));
            case STATE -> state(key, size);
            case FUNCTION ->
                new TreeNode(
                        "f:" + key,
                        key + "  " + size,
                        "",
                        Tone.OFF,
                        Optional.of(Icon.VM),
                        new Place.Vms("function:" + quoted(key)));
            case TAG ->
                new TreeNode(
                        "t:" + key,
                        key + "  " + size,
                        "",
                        Tone.OFF,
                        Optional.of(Icon.TAG),
                        new Place.Vms("tag:" + quoted(key)));
        };
    }

    /** What the line of a VM in a group shows. */
    static TreeNode node(String group, Vm vm) {
        return new TreeNode(
                group + "/" + vm.id().text(),
                ShownName.of(vm.name()),
                ShownName.text(vm.title()),
                VmTones.of(vm),
                Optional.empty(),
                new Place.OneVm(vm.id()));
    }

    /** A host stays a group while it has no VMs; one that is gone is a group while it still has some. */
    private void hosts(InventoryImage before, InventoryImage after) {
        Map<String, Host> now = new TreeMap<>();
        after.hosts().forEach((id, host) -> now.put(id.text(), host));
        hosts = now;
        if (mode == Mode.HOST) {
            now.keySet().forEach(key -> members.computeIfAbsent(key, of -> new TreeSet<>()));
            before.hosts().keySet().stream()
                    .map(HostId::text)
                    .filter(key -> !now.containsKey(key) && members(key).isEmpty())
                    .forEach(members::remove);
        }
    }

    private void put(Vm vm) {
        for (String key : keys(vm)) {
            members.computeIfAbsent(key, of -> new TreeSet<>()).add(Member.of(vm));
        }
    }

    private void remove(Vm vm) {
        for (String key : keys(vm)) {
            NavigableSet<Member> group = members(key);
            group.remove(Member.of(vm));
            if (group.isEmpty() && !(mode == Mode.HOST && hosts.containsKey(key))) {
                members.remove(key);
            }
        }
    }

    /** All that the place of a VM in the tree depends on. */
    private Map.Entry<String, Collection<String>> membership(Vm vm) {
        return Map.entry(vm.name(), keys(vm));
    }

    private Collection<String> keys(Vm vm) {
        return switch (mode) {
            case HOST -> List.of(vm.id().host().text());
            case STATE -> List.of(vm.state().word());
            case FUNCTION -> List.of(VmFunction.of(vm));
            case TAG -> vm.tags();
        };
    }

    /** As the search reads it in one piece. */
    private static String quoted(String value) {
        return value.chars().anyMatch(Character::isWhitespace) ? '"' + value + '"' : value;
    }

    private TreeNode state(String key, int size) {
        return new TreeNode(
                "s:" + key,
                texts.get("vm.state." + key) + "  " + size,
                "",
                tone(key),
                Optional.empty(),
                new Place.Vms("state:" + key));
    }

    private static Tone tone(String state) {
        return Arrays.stream(VmState.values())
                .filter(each -> each.word().equals(state))
                .findFirst()
                .map(VmTones::of)
                .orElse(Tone.UNKNOWN);
    }

    private TreeNode host(Host host, int vms) {
        Tone tone = switch (host.state()) {
            case CONNECTED -> Tone.GOOD;
            case CONNECTING -> Tone.WORKING;
            case DISCONNECTED -> Tone.BAD;
        };
        String state = texts.get("shell.host." + host.state().name().toLowerCase(Locale.ROOT));
        String why = host.problem().map(problem -> "\n" + texts.whole(problem)).orElse("");
        String label = host.id().text() + "  " + (tone == Tone.GOOD ? Integer.toString(vms) : state);
        return new TreeNode(
                "h:" + host.id().text(),
                label,
                state + why,
                tone,
                Optional.of(Icon.HOST),
                new Place.OneHost(host.id()));
    }
}
