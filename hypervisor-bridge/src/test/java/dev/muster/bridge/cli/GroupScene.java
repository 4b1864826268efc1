package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.testing.NeighbourHost;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupQuery.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two hosts with guests that write, and a repository. */
final class GroupScene {
    final CaseGround ground;
    final NeighbourHost neighbour;
    final Path directory;
    final Path repository;
    private final List<String> here = new ArrayList<>();

    GroupScene(Path directory) throws Exception {
        this.directory = directory;
        CaseGround.must("chmod", "755", directory.toString());
        ground = new CaseGround(directory);
        neighbour = NeighbourHost.start(Files.createDirectory(directory.resolve("neighbour")));
        ground.done("host", "create", "there", neighbour.uri());
        repository = Files.createDirectory(directory.resolve("repository"));
        ground.done("repository", "add", "nightly", "--path", repository.toString());
    }

    /** A guest that writes, on the first host. */
    void here(String name) throws Exception {
        ground.define(BootDisk.domain(name, BootDisk.WRITE.make(directory.resolve(name + ".qcow2")), "", ""));
        here.add(name);
        CaseGround.virsh("start", name);
    }

    /** A guest that writes, on the second host. */
    void there(String name) throws Exception {
        Path disk = BootDisk.WRITE.make(directory.resolve(name + ".qcow2"));
        Path xml = Files.writeString(directory.resolve("there.xml"), BootDisk.domain(name, disk, "", ""));
        neighbour.virsh("define", xml.toString());
        neighbour.virsh("start", name);
    }

    /** For what a test defines itself. */
    void tidyLater(String name) {
        here.add(name);
    }

    List<Listed> sets(String... group) {
        List<String> words = new ArrayList<>(List.of("group", "sets", "--json"));
        words.addAll(List.of(group));
        ground.done(words.toArray(String[]::new));
        return List.of(Json.read(ground.out, Listed[].class));
    }

    Group group() {
        ground.done("group", "list", "--json");
        return Json.read(ground.out, Group[].class)[0];
    }

    List<Point> points() {
        ground.done("backup", "list", "--json");
        return List.of(Json.read(ground.out, Point[].class));
    }

    /** Nobody stands still, nothing is being captured, and nothing half done is left. */
    void requireCalm() throws Exception {
        for (String name : names(CaseGround.virsh("list", "--name"))) {
            assertThat(CaseGround.virsh("domstate", name)).as(name).contains("running");
            assertThat(CaseGround.virsh("domjobinfo", name)).as(name).contains("None");
        }
        for (String name : names(neighbour.virsh("list", "--name"))) {
            assertThat(neighbour.virsh("domstate", name)).as(name).contains("running");
            assertThat(neighbour.virsh("domjobinfo", name)).as(name).contains("None");
        }
        try (var files = Files.walk(repository)) {
            assertThat(files.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(".") && !name.startsWith(".lease")))
                    .as("nothing half done")
                    .isEmpty();
        }
        try (var locks = Files.walk(directory.resolve("state"))) {
            assertThat(locks.map(Path::toString).filter(name -> name.endsWith(".lock") && name.contains("/groups/")))
                    .as("no lock is left")
                    .isEmpty();
        }
    }

    /** Without the domains by which a bridge finds out how a host runs VMs. */
    private static List<String> names(String list) {
        return list.lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.startsWith("muster-probe-"))
                .toList();
    }

    /** Ends all of it. */
    void end() throws IOException, InterruptedException {
        for (String name : here) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", name);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", name);
        }
        neighbour.end();
    }
}
