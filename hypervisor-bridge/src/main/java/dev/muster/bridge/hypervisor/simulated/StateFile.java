package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlElement;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps a world in a file: written beside it and moved over it, so whoever is killed leaves the old or the new one. A guest
 * that was about to shut down when the file was written is off when it is read.
 */
record StateFile(Path path) {
    /** A world in the form of the file, hosts by name. */
    record Kept(Map<String, KeptHost> hosts) {}

    /** One host in the form of the file. */
    record KeptHost(List<KeptDomain> domains, List<KeptPart> networks, List<KeptPart> pools, List<KeptFile> files) {}

    /** One domain in the form of the file. */
    record KeptDomain(
            String xml,
            String live,
            VmState state,
            String reason,
            boolean autostart,
            Optional<List<Snapshot>> snapshots,
            Optional<Boolean> saved) {}

    /** One network or pool in the form of the file. */
    record KeptPart(String xml, boolean active, boolean autostart) {}

    /** One file in the form of the file. */
    record KeptFile(String path, String format, long capacity, long size, String text) {}

    boolean isThere() {
        return Files.isRegularFile(path);
    }

    void write(Collection<SimHost> hosts) {
        Map<String, KeptHost> kept = new LinkedHashMap<>();
        hosts.forEach(host -> kept.put(host.host().name(), kept(host)));
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, Json.write(new Kept(kept)));
            move(fresh);
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.DISK_FULL,
                            "The simulated world could not be written to " + path + ".",
                            "What was changed is lost when the bridge ends.",
                            "Make room there, or use another file.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }

    /** Fills hosts that are empty with what the file has for their names. */
    void read(List<SimHost> hosts) {
        Kept root;
        try {
            root = Json.read(Files.readString(path), Kept.class);
        } catch (IOException | MusterException e) {
            throw Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            "The file of the simulated world, " + path + ", cannot be read.",
                            "Its VMs are not shown.",
                            "Delete the file to begin with a new world.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
        for (SimHost host : hosts) {
            Optional.ofNullable(root.hosts().get(host.host().name())).ifPresent(kept -> read(host, kept));
        }
    }

    private static KeptHost kept(SimHost host) {
        return new KeptHost(
                host.domains.values().stream()
                        .map(domain -> new KeptDomain(
                                domain.definition(),
                                domain.liveXml(),
                                domain.vm().state(),
                                domain.vm().stateReason(),
                                domain.vm().autostart(),
                                Optional.ofNullable(
                                        host.snapshots.get(domain.vm().id().uuid())),
                                Optional.of(domain.vm().savedState())))
                        .toList(),
                host.networks.values().stream()
                        .map(network -> new KeptPart(
                                network.definition(),
                                network.network().active(),
                                network.network().autostart()))
                        .toList(),
                host.pools.values().stream()
                        .map(pool -> new KeptPart(
                                pool.definition(),
                                pool.pool().active(),
                                pool.pool().autostart()))
                        .toList(),
                host.files.values().stream()
                        .map(file ->
                                new KeptFile(file.path(), file.format(), file.capacity(), file.size(), file.text()))
                        .toList());
    }

    private static void read(SimHost into, KeptHost kept) {
        Host host = into.host();
        for (KeptDomain one : kept.domains()) {
            DomainDocument domain = DomainDocument.parse(one.xml());
            UUID uuid = domain.uuid().orElseThrow();
            boolean leaving = one.state() == VmState.SHUTTING_DOWN;
            Vm vm = DomainXml.read(host.id(), uuid, domain)
                    .in(leaving ? VmState.OFF : one.state(), leaving ? "shutdown" : one.reason(), Optional.empty());
            one.snapshots().ifPresent(snapshots -> into.snapshots.put(uuid, snapshots));
            into.domains.put(
                    uuid,
                    new SimDomain(vm, domain.xml(), leaving ? "" : one.live())
                            .autostart(one.autostart())
                            .saved(one.saved().orElse(false)));
        }
        for (KeptPart one : kept.networks()) {
            XmlElement root = Xml.parse("network", one.xml());
            UUID uuid = Xml.uuid(root).orElseThrow();
            into.networks.put(
                    uuid,
                    new SimNetwork(SimNetwork.read(host.id(), uuid, root), root.document())
                            .up(one.active())
                            .autostart(one.autostart()));
        }
        for (KeptPart one : kept.pools()) {
            XmlElement root = Xml.parse("pool", one.xml());
            UUID uuid = Xml.uuid(root).orElseThrow();
            into.pools.put(
                    uuid,
                    new SimPool(SimPool.read(host.id(), uuid, root), root.document())
                            .up(one.active())
                            .autostart(one.autostart()));
        }
        for (KeptFile one : kept.files()) {
            into.files.put(
                    one.path(),
                    one.text().isEmpty()
                            ? SimFile.image(one.path(), one.format(), one.capacity(), one.size())
                            : SimFile.text(one.path(), one.text()));
        }
    }

    private void move(Path fresh) throws IOException {
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
