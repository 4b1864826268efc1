package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.inventory.HostGround;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainBuilder;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import dev.muster.model.xml.NamedXml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes a VM: its disk where it is to be installed, its definition, and starts it. */
final class CreateDefinition implements JobDefinition<VmCommand.Create> {
    /** Put before the disk is made; without it a file of that path is somebody else's. */
    private static final String DISK_BEGUN = "diskBegun";

    /** Put when somebody else turned out to have been quicker: theirs is not to be taken away. */
    private static final String DISK_ELSEWHERE = "diskElsewhere";

    private final Lookup lookup;
    private final HostPaths paths;
    private final Templates templates;
    private final Definitions definitions;
    private final Minting minting;

    CreateDefinition(Lookup lookup, Definitions definitions, Minting minting) {
        this.lookup = lookup;
        this.paths = new HostPaths(lookup);
        this.templates = new Templates(lookup, definitions.limits(), definitions.files());
        this.definitions = definitions;
        this.minting = minting;
    }

    @Override
    public Class<VmCommand.Create> command() {
        return VmCommand.Create.class;
    }

    @Override
    public Prepared prepare(VmCommand.Create command, Principal by) {
        VmSpec spec = command.spec();
        Host host = lookup.connected(command.host());
        VmId id = new VmId(host.id(), edited(command).flatMap(NamedXml::uuid).orElseGet(minting::uuid));
        definitions.requireFree(host.id(), spec.name(), id);
        requireFiles(host.id(), spec.boot(), Reach.of(by).anyPath());
        spec.networks().forEach(name -> requireNetwork(host.id(), name, command.start()));
        if (command.start() && host.memoryBytes() > 0 && spec.memoryBytes() > host.memoryBytes()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The host " + host.id() + " has " + (host.memoryBytes() >> 20)
                                    + " MiB of memory, the VM is to have " + (spec.memoryBytes() >> 20) + ".",
                            "No VM was made.",
                            "Give the VM less memory, or make it on another host.")
                    .toException();
        }
        Map<String, String> facts = new HashMap<>(Map.of(
                "uuid", id.uuid().toString(),
                "macs", String.join(" ", minting.macs(spec.networks().size())),
                "virtualization", HostGround.virtualization(host),
                "architecture", host.architecture(),
                "serialLog", HostGround.serialLog(host, spec.name()).orElse("")));
        if (!Reach.of(by).anyPath()) {
            facts.put(HostPaths.WITHIN_POOLS, "true");
        }
        if (spec.boot() instanceof BootSource.Template template) {
            Volume source = templates.require(host.id(), template);
            if (!Reach.of(by).anyPath()) {
                paths.requireWithinPools(source);
            }
            facts.put("disk", templates.path(source, template.name()));
            facts.put("diskFormat", templates.format(source));
        }
        // written once here, so that what the XML cannot carry is refused before there is a job
        DomainBuilder.xml(spec, ground(facts));
        return new Prepared("Create " + spec.name() + " on " + host.id(), Map.copyOf(facts));
    }

    /** Raw XML in the place of what follows from the wishes; {@code XML_INVALID}, {@code USAGE_INVALID} */
    private static Optional<NamedXml> edited(VmCommand.Create command) {
        if (command.xml().isEmpty()) {
            return Optional.empty();
        }
        NamedXml xml = NamedXml.parse(command.xml(), "domain");
        if (!xml.name().equals(command.spec().name())) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The domain XML calls the VM \"" + xml.name() + "\", not \""
                                    + command.spec().name() + "\".",
                            "No VM was made.",
                            "Give both the same name.")
                    .toException();
        }
        return Optional.of(xml);
    }

    private static String xml(VmCommand.Create command, DomainBuilder.Ground ground) {
        return edited(command)
                .map(xml -> xml.withUuid(ground.uuid()).xml())
                .orElseGet(() -> DomainBuilder.xml(command.spec(), ground));
    }

    private void requireFiles(HostId host, BootSource boot, boolean anyPath) {
        switch (boot) {
            case BootSource.Kernel kernel -> {
                List<String> files = kernel.initrd().isEmpty()
                        ? List.of(kernel.kernel())
                        : List.of(kernel.kernel(), kernel.initrd());
                files.forEach(file -> requireReadable(host, file, anyPath));
            }
            case BootSource.DiskImage image -> {
                requireReadable(host, image.path(), anyPath);
                paths.requireFormat(host, image.path(), image.format());
                if (!anyPath && image.format().equals("qcow2")) {
                    paths.requireChainInPool(host, image.path());
                }
                requireNobodys(host, image.path());
            }
            case BootSource.Iso iso -> {
                requireReadable(host, iso.iso(), anyPath);
                requireNew(host, iso.disk(), anyPath);
            }
            case BootSource.Pxe pxe -> {
                if (!pxe.disk().isEmpty()) {
                    requireNew(host, pxe.disk(), anyPath);
                }
            }
            // looked at where its place is decided
            case BootSource.Template _ -> {}
        }
    }

    /** {@code DISK_IN_USE} where another VM has it, by whatever path, or anything lies upon it. */
    private void requireNobodys(HostId host, String path) {
        FileUsers users = new FileUsers(lookup, host);
        List<String> names = Stream.concat(
                        users.of(path, vm -> true).names().stream(), users.upon(path).names().stream())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            throw Problem.of(
                            ErrorCode.DISK_IN_USE,
                            "The disk image " + path + " is used by " + String.join(", ", names)
                                    + ". Two writers would destroy what is in it.",
                            "No VM was made.",
                            "Clone it, or use another image.")
                    .toException();
        }
    }

    private void requireNew(HostId host, String path, boolean anyPath) {
        if (!anyPath) {
            paths.requireInPool(host, path);
        }
        paths.requireNoFile(host, path);
    }

    private void requireReadable(HostId host, String path, boolean anyPath) {
        if (!anyPath) {
            paths.requireInPool(host, path);
        }
        paths.requireFile(host, path);
    }

    private void requireNetwork(HostId host, String name, boolean up) {
        Network network = lookup.networksOf(host)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NETWORK_NOT_FOUND,
                                "The host " + host + " has no network \"" + name + "\".",
                                "No VM was made.",
                                "Make the network, or choose one that is there.")
                        .toException());
        if (up && !network.active()) {
            throw Problem.of(
                            ErrorCode.NETWORK_STATE,
                            "The network \"" + name + "\" is down, so a VM plugged into it cannot start.",
                            "No VM was made.",
                            "Start the network, or make the VM without starting it.")
                    .toException();
        }
    }

    @Override
    public Claim claim(JobId job, VmCommand.Create command, Map<String, String> facts) {
        VmId id = new VmId(command.host(), ground(facts).uuid());
        return definitions.claim(job, id, command.spec().name());
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Create command, Map<String, String> facts) {
        DomainBuilder.Ground ground = ground(facts);
        String name = command.spec().name();
        VmId id = new VmId(command.host(), ground.uuid());
        String xml = xml(command, ground);
        List<StepDefinition> steps = new ArrayList<>();
        switch (command.spec().boot()) {
            case BootSource.Iso iso -> steps.add(disk(command.host(), iso.disk(), iso.diskBytes()));
            case BootSource.Pxe pxe -> {
                if (!pxe.disk().isEmpty()) {
                    steps.add(disk(command.host(), pxe.disk(), pxe.diskBytes()));
                }
            }
            case BootSource.Template template -> steps.add(templates.copying(template));
            case BootSource.Kernel _, BootSource.DiskImage _ -> {}
        }
        steps.add(definitions.define(id, name, xml, behind(steps)));
        if (command.start()) {
            steps.add(definitions.start(id, name, behind(steps)));
        }
        return steps;
    }

    private StepDefinition disk(HostId host, String path, long bytes) {
        return new StepDefinition(
                "disk/" + path,
                "Make the disk " + path,
                "",
                List.of(),
                context -> makeDisk(host, path, bytes, context),
                context -> removeDisk(host, path, context));
    }

    private static List<Integer> behind(List<StepDefinition> steps) {
        return steps.isEmpty() ? List.of() : List.of(steps.size() - 1);
    }

    private static DomainBuilder.Ground ground(Map<String, String> facts) {
        String macs = facts.getOrDefault("macs", "");
        return new DomainBuilder.Ground(
                facts.getOrDefault("virtualization", ""),
                facts.getOrDefault("architecture", ""),
                UUID.fromString(facts.getOrDefault("uuid", "")),
                macs.isEmpty() ? List.of() : Arrays.asList(macs.split(" ")),
                Optional.of(facts.getOrDefault("serialLog", "")).filter(log -> !log.isEmpty()),
                facts.getOrDefault("disk", ""),
                facts.getOrDefault("diskFormat", ""));
    }

    private void makeDisk(HostId host, String path, long bytes, StepContext context) {
        Hypervisor hypervisor = lookup.hypervisor(host);
        boolean again = context.fact(DISK_BEGUN).isPresent();
        if (!again) {
            paths.requireNoFile(host, path);
            context.putFact(DISK_BEGUN, path);
        }
        try {
            hypervisor.files().createImage(host, path, bytes, "qcow2");
        } catch (MusterException e) {
            if (!again && e.problem().code() == ErrorCode.VOLUME_EXISTS) {
                context.putFact(DISK_ELSEWHERE, path);
            }
            throw e;
        }
    }

    private void removeDisk(HostId host, String path, StepContext context) {
        if (context.fact(DISK_BEGUN).isPresent() && context.fact(DISK_ELSEWHERE).isEmpty()) {
            lookup.hypervisor(host).files().delete(host, path);
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
