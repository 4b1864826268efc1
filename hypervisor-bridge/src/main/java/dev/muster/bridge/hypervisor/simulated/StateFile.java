package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlElement;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a world in a file: written beside it and moved over it, so whoever is killed leaves the old or the new one. A guest
 * that was about to shut down when the file was written is off when it is read.
 */
record StateFile(Path path) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    boolean isThere() {
        return Files.isRegularFile(path);
    }

    void write(Collection<SimHost> hosts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (SimHost host : hosts) {
            ObjectNode at = root.putObject(host.host().name());
            ArrayNode domains = at.putArray("domains");
            host.domains
                    .values()
                    .forEach(domain -> domains.addObject()
                            .put("xml", domain.definition())
                            .put("live", domain.liveXml())
                            .put("state", domain.vm().state().name())
                            .put("reason", domain.vm().stateReason())
                            .put("autostart", domain.vm().autostart()));
            ArrayNode networks = at.putArray("networks");
            host.networks
                    .values()
                    .forEach(network -> networks.addObject()
                            .put("xml", network.definition())
                            .put("active", network.network().active())
                            .put("autostart", network.network().autostart()));
            ArrayNode pools = at.putArray("pools");
            host.pools
                    .values()
                    .forEach(pool -> pools.addObject()
                            .put("xml", pool.definition())
                            .put("active", pool.pool().active())
                            .put("autostart", pool.pool().autostart()));
            ArrayNode files = at.putArray("files");
            host.files
                    .values()
                    .forEach(file -> files.addObject()
                            .put("path", file.path())
                            .put("format", file.format())
                            .put("capacity", file.capacity())
                            .put("size", file.size())
                            .put("text", file.text()));
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, JSON.writeValueAsString(root));
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
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(path));
        } catch (IOException | JacksonException e) {
            throw Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            "The file of the simulated world, " + path + ", cannot be read.",
                            "Its VMs are not shown.",
                            "Delete the file to begin with a new world.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
        hosts.forEach(host -> read(host, root.path(host.host().name())));
    }

    private static void read(SimHost into, JsonNode at) {
        Host host = into.host();
        for (JsonNode node : at.path("domains")) {
            DomainDocument domain = DomainDocument.parse(node.path("xml").asString());
            UUID uuid = domain.uuid().orElseThrow();
            VmState state = VmState.valueOf(node.path("state").asString());
            boolean leaving = state == VmState.SHUTTING_DOWN;
            SimDomain read = new SimDomain(
                            DomainXml.read(host.id(), uuid, domain)
                                    .in(
                                            leaving ? VmState.OFF : state,
                                            leaving
                                                    ? "shutdown"
                                                    : node.path("reason").asString(),
                                            Optional.empty()),
                            domain.xml(),
                            leaving ? "" : node.path("live").asString())
                    .autostart(node.path("autostart").asBoolean());
            into.domains.put(uuid, read);
        }
        for (JsonNode node : at.path("networks")) {
            XmlElement root = Xml.parse("network", node.path("xml").asString());
            UUID uuid = Xml.uuid(root).orElseThrow();
            into.networks.put(
                    uuid,
                    new SimNetwork(SimNetwork.read(host.id(), uuid, root), root.document())
                            .up(node.path("active").asBoolean())
                            .autostart(node.path("autostart").asBoolean()));
        }
        for (JsonNode node : at.path("pools")) {
            XmlElement root = Xml.parse("pool", node.path("xml").asString());
            UUID uuid = Xml.uuid(root).orElseThrow();
            into.pools.put(
                    uuid,
                    new SimPool(SimPool.read(host.id(), uuid, root), root.document())
                            .up(node.path("active").asBoolean())
                            .autostart(node.path("autostart").asBoolean()));
        }
        for (JsonNode node : at.path("files")) {
            String path = node.path("path").asString();
            String text = node.path("text").asString();
            into.files.put(
                    path,
                    text.isEmpty()
                            ? SimFile.image(
                                    path,
                                    node.path("format").asString(),
                                    node.path("capacity").asLong(),
                                    node.path("size").asLong())
                            : SimFile.text(path, text));
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
