package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.FileIdentity;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who uses which files of a host: the disks of its VMs as they are defined and as they run, with all that lies below them,
 * kernels and firmware variables; and the images in its pools with what lies below those. Files are told apart by
 * {@link FileIdentity}, so it does not matter by which path somebody uses them.
 */
public final class FileUsers {
    /** An image in a pool may lead to others; these do not. */
    private static final List<String> WITHOUT_CHAIN = List.of("raw", "iso", "dir", "none", "");

    private final HostId host;
    private final Hypervisor hypervisor;
    private final Lookup lookup;
    private final BackingChain chains;
    private final FirmwareFiles firmware;
    private final Map<String, FileIdentity> identities = new HashMap<>();
    private final Map<String, BackingChain.Chain> known = new HashMap<>();

    /** Looks at that host, once for each file. */
    public FileUsers(Lookup lookup, HostId host) {
        this.lookup = lookup;
        this.host = host;
        this.hypervisor = lookup.hypervisor(host);
        this.chains = new BackingChain(hypervisor, host);
        this.firmware = new FirmwareFiles(lookup);
    }

    /**
     * Who uses a file.
     *
     * @param names the VMs, by name, and the volumes that lie upon it as {@code volume NAME}
     * @param doubts what could not be told, as sentences without a full stop: where there are any, others may use it too
     */
    public record Users(List<String> names, List<String> doubts) {
        public Users {
            names = List.copyOf(names);
            doubts = List.copyOf(doubts);
        }
    }

    /** Who uses that file among those VMs; of disks that are only read those alone that lie below others. */
    public Users of(String path, Predicate<Vm> which) {
        String key = key(path);
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> doubts = new TreeSet<>();
        lookup.vmsOf(host).filter(which).forEach(vm -> {
            for (Used used : used(vm)) {
                if (key(used.path()).equals(key)) {
                    names.add(vm.name());
                } else if (used.disk()) {
                    BackingChain.Chain chain = chain(used.path());
                    if (chain.files().stream().anyMatch(below -> key(below).equals(key))) {
                        names.add(vm.name());
                    }
                    chain.doubt().ifPresent(doubts::add);
                }
            }
        });
        return new Users(new ArrayList<>(names), new ArrayList<>(doubts));
    }

    /** Every file a VM uses, with all that lies below its disks, by the paths it is named by. */
    public List<String> files(Vm vm) {
        return used(vm).stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.path()), one.disk() ? chain(one.path()).files().stream() : Stream.empty()))
                .distinct()
                .toList();
    }

    /** The VMs with a disk, and the volumes of the host's pools, that lie upon that file. */
    public Users upon(String path) {
        return upon(path, List.of());
    }

    /** The same without the volumes at those paths. */
    public Users upon(String path, Collection<String> beside) {
        String key = key(path);
        Set<String> leftOut = beside.stream().map(this::key).collect(Collectors.toSet());
        TreeSet<String> names = new TreeSet<>();
        // what lies below it and upon it at once goes in a circle, which nobody can open
        Set<String> below = chain(path).files().stream().map(this::key).collect(Collectors.toSet());
        volumes()
                .filter(volume -> !leftOut.contains(key(volume.path())))
                .filter(volume -> liesUponKey(volume.path(), key) && !below.contains(key(volume.path())))
                .forEach(volume -> names.add("volume " + volume.name()));
        lookup.vmsOf(host)
                .filter(vm -> vm.disks().stream()
                        .flatMap(disk -> path(disk).stream())
                        .anyMatch(disk -> liesUponKey(disk, key)))
                .forEach(vm -> names.add(vm.name()));
        return new Users(new ArrayList<>(names), List.of());
    }

    /** Who uses each of those files, by path; one look at every VM for all of them. Those that nobody uses are left out. */
    public AllUsers ofAll(Collection<String> paths) {
        Map<String, Set<String>> byKey = new HashMap<>();
        TreeSet<String> doubts = new TreeSet<>();
        lookup.vmsOf(host).forEach(vm -> {
            for (Used used : used(vm)) {
                note(byKey, used.path(), vm.name());
                if (used.disk()) {
                    BackingChain.Chain chain = chain(used.path());
                    chain.files().forEach(below -> note(byKey, below, vm.name()));
                    chain.doubt().ifPresent(doubts::add);
                }
            }
        });
        volumes()
                .forEach(volume -> chain(volume.path()).files().stream()
                        .filter(below -> !key(below).equals(key(volume.path())))
                        .forEach(below -> note(byKey, below, "volume " + volume.name())));
        Map<String, List<String>> users = new TreeMap<>();
        for (String path : paths) {
            Optional.ofNullable(byKey.get(key(path))).ifPresent(names -> users.put(path, List.copyOf(names)));
        }
        return new AllUsers(users, List.copyOf(doubts));
    }

    /**
     * Who uses many files.
     *
     * @param users names as in {@link Users}, by path
     * @param doubts as in {@link Users}
     */
    public record AllUsers(Map<String, List<String>> users, List<String> doubts) {
        public AllUsers {
            users = Map.copyOf(users);
            doubts = List.copyOf(doubts);
        }
    }

    private void note(Map<String, Set<String>> byKey, String path, String name) {
        byKey.computeIfAbsent(key(path), _ -> new TreeSet<>()).add(name);
    }

    /** What is wrong with a file that is to hold a disk, in words without a full stop; empty where nothing is. */
    public Optional<String> oddity(String path) {
        FileIdentity.Kind kind = identity(path).kind();
        if (kind == FileIdentity.Kind.ABSENT) {
            return Optional.of("leads nowhere");
        }
        if (kind == FileIdentity.Kind.SPECIAL) {
            return Optional.of("no file with content of its own");
        }
        BackingChain.Chain chain = chain(path);
        if (chain.doubt().isPresent()) {
            return chain.doubt();
        }
        String key = key(path);
        for (String below : chain.files()) {
            if (identity(below).kind() == FileIdentity.Kind.ABSENT) {
                return Optional.of("what it lies upon is missing: " + below);
            }
            if (chain(below).files().stream().anyMatch(again -> key(again).equals(key))) {
                return Optional.of("lies upon itself");
            }
        }
        return Optional.empty();
    }

    /** Whether one file is an image that lies upon another, by whatever names. */
    public boolean liesUpon(String path, String below) {
        return liesUponKey(path, key(below));
    }

    /** The file itself, by whatever name, does not lie upon itself. */
    private boolean liesUponKey(String path, String key) {
        return !key(path).equals(key)
                && chain(path).files().stream().anyMatch(below -> key(below).equals(key));
    }

    private Stream<Volume> volumes() {
        return lookup.image().volumes().values().stream()
                .filter(volume -> volume.id().pool().host().equals(host))
                .filter(volume -> volume.path().startsWith("/"))
                .filter(volume -> !WITHOUT_CHAIN.contains(volume.format()));
    }

    /** Which file it is. */
    public FileIdentity identity(String path) {
        return identities.computeIfAbsent(
                path, at -> at.startsWith("/") ? hypervisor.files().identity(host, at) : FileIdentity.byPath(at));
    }

    private String key(String path) {
        return identity(path).key();
    }

    /** What lies below it; below what has no content lies nothing. */
    public BackingChain.Chain chain(String path) {
        return known.computeIfAbsent(
                path,
                at -> identity(at).isOpenable() ? chains.of(at) : new BackingChain.Chain(List.of(), Optional.empty()));
    }

    private record Used(String path, boolean disk) {}

    private List<Used> used(Vm vm) {
        Map<String, Boolean> paths = new LinkedHashMap<>();
        vm.disks().forEach(disk -> path(disk).ifPresent(path -> paths.put(path, true)));
        for (boolean live : vm.state().isActive() ? new boolean[] {false, true} : new boolean[] {false}) {
            document(vm, live).ifPresent(document -> {
                document.disks().forEach(disk -> path(disk).ifPresent(path -> paths.put(path, true)));
                Stream.of(
                                document.kernel(),
                                document.initrd(),
                                firmware.of(vm.id(), document).orElse(""))
                        .filter(path -> path.startsWith("/"))
                        .forEach(path -> paths.putIfAbsent(path, false));
            });
        }
        return paths.entrySet().stream()
                .map(one -> new Used(one.getKey(), one.getValue()))
                .toList();
    }

    private Optional<DomainDocument> document(Vm vm, boolean live) {
        try {
            return Optional.of(DomainDocument.parse(hypervisor.vms().xml(vm.id(), live)));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The path of a disk's source; empty for what is no file of the host. */
    private Optional<String> path(Disk disk) {
        String source = disk.source();
        if (source.startsWith("/")) {
            return Optional.of(HostPaths.normal(source));
        }
        int slash = source.indexOf('/');
        return slash <= 0 || source.contains("://")
                ? Optional.empty()
                : lookup.volumePath(host, source.substring(0, slash), source.substring(slash + 1));
    }
}
