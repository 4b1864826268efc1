package dev.muster.app.cluster;

import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.Firmware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A cluster of sample VMs: one runs another function than it is to have, one stopped, and one has none yet. */
final class SampleClusters {
    private static final ClusterId SHOP = new ClusterId("shop");
    private static final Instant FIRST = Instant.parse("2026-03-02T08:15:00Z");
    private static final String KERNEL = "debian-13/vmlinuz";
    private static final String INITRD = "debian-13/initrd.img";

    private SampleClusters() {}

    static List<LiveObject> objects() {
        List<LiveObject> objects = new ArrayList<>();
        objects.add(new Cluster(SHOP, spec(), true, 4, FIRST));
        objects.add(member(1, 1, "db", "db", "db-11", Optional.empty()));
        objects.add(member(2, 1, "db", "", "db-21", Optional.empty()));
        objects.add(member(1, 5, "app", "app", "build-15", Optional.empty()));
        objects.add(member(2, 5, "app", "web", "build-25", Optional.empty()));
        objects.add(member(1, 8, "web", "web", "web-18", Optional.of("app")));
        objects.add(member(2, 8, "web", "web", "web-28", Optional.empty()));
        objects.add(booted(1, 1, "db-11", "db: debian-13"));
        objects.add(booted(1, 5, "build-15", "app: debian-13"));
        objects.add(booted(2, 5, "build-25", "web: debian-13"));
        objects.add(booted(1, 8, "web-18", "web: debian-13"));
        objects.add(booted(2, 8, "web-28", "web: debian-13"));
        objects.add(stopped());
        objects.add(artifact(KERNEL, ArtifactKind.KERNEL, 12_189_632, ArtifactState.WHOLE, "5b1e0c77d2a4"));
        objects.add(artifact(INITRD, ArtifactKind.INITRD, 96_468_992, ArtifactState.MISSING, "c09f4418be63"));
        objects.add(artifact(
                "debian-13/netinst.iso", ArtifactKind.IMAGE, 702_545_920, ArtifactState.WHOLE, "18e7ad5520f9"));
        objects.add(new PendingBoot(
                id(1, 10),
                mac(1, 10),
                "192.168.121.61",
                new NetworkId(new HostId("h1"), new UUID(7, 0)),
                "lb-110",
                FIRST.plusSeconds(700),
                9,
                PendingBoot.State.WAITING,
                ""));
        return objects;
    }

    /** As the bridge would answer: more VMs take turns on the hosts, fewer are the newest ones. */
    static ClusterPlan plan(ClusterQuery.Plan asked, InventoryImage image) {
        List<HostId> hosts = spec().hosts();
        if (asked.function().isEmpty()) {
            return new ClusterPlan(
                    asked.cluster(),
                    List.of(new NetworkId(hosts.getLast(), new UUID(7, 0))),
                    List.of(made("app", 3, hosts.getFirst())),
                    List.of());
        }
        String function = asked.function().get();
        List<String> names = image.objects(Assignment.class).values().stream()
                .filter(one -> one.function().equals(function))
                .map(Assignment::name)
                .sorted(Comparator.reverseOrder())
                .toList();
        int there = spec().function(function).map(ClusterFunction::count).orElse(0);
        return new ClusterPlan(
                asked.cluster(),
                List.of(),
                IntStream.rangeClosed(there + 1, asked.count())
                        .mapToObj(number -> made(function, number, hosts.get(number % hosts.size())))
                        .toList(),
                names.stream().limit(Math.max(0, there - asked.count())).toList());
    }

    private static ClusterPlan.Member made(String function, int number, HostId host) {
        return new ClusterPlan.Member(
                spec().vmName(function, number),
                function,
                host,
                new Identifier(new UUID(6, number)),
                "52:54:00:00:06:%02x".formatted(number % 256),
                spec().function(function).map(ClusterFunction::startOrder).orElse(0));
    }

    private static ClusterSpec spec() {
        return new ClusterSpec(
                SHOP,
                "default",
                List.of(new HostId("h1"), new HostId("h2")),
                List.of(
                        new BootProfile.Kernel(
                                "debian-13",
                                ArtifactId.of(KERNEL),
                                Optional.of(ArtifactId.of(INITRD)),
                                "hostname={{vm.name}} role={{function}}"),
                        new BootProfile.LocalDisk("disk")),
                List.of(
                        function("db", 2, 1, "disk", 10),
                        function("app", 3, 1, "debian-13", 20),
                        function("web", 2, 0, "debian-13", 30)),
                "",
                Optional.empty());
    }

    private static ClusterFunction function(String name, int count, int minimum, String profile, int order) {
        return new ClusterFunction(
                name, count, minimum, 2, 2048, List.of(), order, profile, Firmware.USUAL, true, Map.of());
    }

    private static Assignment member(
            int host, int number, String function, String booted, String name, Optional<String> once) {
        List<Assignment.Change> history = new ArrayList<>();
        history.add(new Assignment.Change(
                FIRST.plusSeconds(number), booted.isEmpty() ? function : booted, "operator", "minted"));
        if (!booted.isEmpty()) {
            history.add(new Assignment.Change(
                    FIRST.plusSeconds(60 + number), booted, "boot controller", "booted from 192.168.121.4" + number));
        }
        if (!booted.isEmpty() && !booted.equals(function)) {
            history.add(new Assignment.Change(FIRST.plusSeconds(900), function, "operator", "assigned"));
        }
        once.ifPresent(other ->
                history.add(new Assignment.Change(FIRST.plusSeconds(950), other, "operator", "assigned once")));
        return new Assignment(
                id(host, number),
                SHOP,
                function,
                new VmId(new HostId("h" + host), new UUID(host, number)),
                name,
                mac(host, number),
                Assignment.State.ACTIVE,
                once,
                booted,
                false,
                true,
                history);
    }

    private static BootTrail booted(int host, int number, String name, String boots) {
        return new BootTrail(
                id(host, number),
                name,
                List.of(
                        entry(60, BootTrail.Kind.LEASE, "192.168.121.4" + number + " for " + mac(host, number), 0, 0),
                        entry(60, BootTrail.Kind.SCRIPT, "shop/" + boots, 0, 0),
                        entry(61, BootTrail.Kind.FILE, KERNEL, 12_189_632, 140),
                        entry(63, BootTrail.Kind.FILE, INITRD, 96_468_992, 1_380),
                        entry(81, BootTrail.Kind.UP, boots.replaceFirst(":.*", ""), 0, 0)));
    }

    private static BootTrail stopped() {
        return new BootTrail(
                id(2, 1),
                "db-21",
                List.of(
                        entry(300, BootTrail.Kind.LEASE, "192.168.121.41 for " + mac(2, 1), 0, 0),
                        entry(300, BootTrail.Kind.SCRIPT, "shop/db: debian-13", 0, 0),
                        entry(301, BootTrail.Kind.FILE, KERNEL, 12_189_632, 155),
                        entry(
                                302,
                                BootTrail.Kind.STOPPED,
                                "The content of the artifact " + INITRD + " is missing.",
                                0,
                                0)));
    }

    private static BootTrail.Entry entry(long after, BootTrail.Kind kind, String text, long bytes, long millis) {
        return new BootTrail.Entry(FIRST.plusSeconds(after), kind, text, bytes, millis, true);
    }

    private static Artifact artifact(String name, ArtifactKind kind, long size, ArtifactState state, String digest) {
        return new Artifact(
                ArtifactId.of(name),
                digest + "0".repeat(64 - digest.length()),
                size,
                kind,
                FIRST.minusSeconds(600),
                state);
    }

    private static Identifier id(int host, int number) {
        return new Identifier(new UUID(host, number));
    }

    private static String mac(int host, int number) {
        return "52:54:00:00:0" + host + ":%02x".formatted(number);
    }
}
