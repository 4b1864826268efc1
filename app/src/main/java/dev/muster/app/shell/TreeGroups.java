package dev.muster.app.shell;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.vm.VmTones;
import dev.muster.icons.Icon;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Groups the VMs of an image for the tree. */
final class TreeGroups {
    /** What the tree is grouped by. */
    enum Mode {
        HOST,
        STATE,
        TAG
    }

    /** A group and, in the order of their names, its VMs. */
    record Group(TreeNode node, List<Vm> vms) {}

    private final Texts texts;

    TreeGroups(Texts texts) {
        this.texts = texts;
    }

    List<Group> of(InventoryImage image, Mode mode) {
        Map<String, List<Vm>> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (mode == Mode.HOST) {
            image.hosts().keySet().forEach(id -> members.put(id.text(), new ArrayList<>()));
        }
        for (Vm vm : image.vms().values()) {
            for (String key : keys(vm, mode)) {
                members.computeIfAbsent(key, of -> new ArrayList<>()).add(vm);
            }
        }
        List<Group> groups = new ArrayList<>();
        Map<String, Host> hosts = new TreeMap<>();
        image.hosts().values().forEach(host -> hosts.put(host.id().text(), host));
        members.forEach((key, vms) -> {
            vms.sort(Comparator.comparing(Vm::name, String.CASE_INSENSITIVE_ORDER));
            groups.add(new Group(node(key, vms, mode, hosts), List.copyOf(vms)));
        });
        return groups;
    }

    static TreeNode node(String group, Vm vm) {
        return new TreeNode(
                group + "/" + vm.id().text(),
                vm.name(),
                vm.title(),
                VmTones.of(vm.state()),
                Optional.empty(),
                new Place.OneVm(vm.id()));
    }

    private static Collection<String> keys(Vm vm, Mode mode) {
        return switch (mode) {
            case HOST -> List.of(vm.id().host().text());
            case STATE -> List.of(vm.state().word());
            case TAG -> vm.tags();
        };
    }

    private TreeNode node(String key, List<Vm> vms, Mode mode, Map<String, Host> hosts) {
        int size = vms.size();
        return switch (mode) {
            case HOST -> {
                Host host = hosts.get(key);
                yield host == null
                        ? new TreeNode(
                                "h:" + key, key, "", Tone.UNKNOWN, Optional.of(Icon.HOST), new Place.Vms("host:" + key))
                        : host(host, size);
            }
            case STATE ->
                new TreeNode(
                        "s:" + key,
                        texts.get("vm.state." + key) + "  " + size,
                        "",
                        VmTones.of(vms.getFirst().state()),
                        Optional.empty(),
                        new Place.Vms("state:" + key));
            case TAG ->
                new TreeNode(
                        "t:" + key,
                        key + "  " + size,
                        "",
                        Tone.OFF,
                        Optional.of(Icon.TAG),
                        new Place.Vms("tag:" + key));
        };
    }

    private TreeNode host(Host host, int vms) {
        Tone tone = switch (host.state()) {
            case CONNECTED -> Tone.GOOD;
            case CONNECTING -> Tone.WORKING;
            case DISCONNECTED -> Tone.BAD;
        };
        String state = texts.get("shell.host." + host.state().name().toLowerCase(java.util.Locale.ROOT));
        String why = host.problem().map(Problem::text).map(text -> "\n" + text).orElse("");
        String label = host.name() + "  " + (tone == Tone.GOOD ? Integer.toString(vms) : state);
        return new TreeNode(
                "h:" + host.id().text(),
                label,
                state + why,
                tone,
                Optional.of(Icon.HOST),
                new Place.OneHost(host.id()));
    }
}
