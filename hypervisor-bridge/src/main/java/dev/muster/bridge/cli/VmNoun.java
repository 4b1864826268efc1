package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl vm}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "vm",
        description = "VMs: list, make, change, start, stop, delete.",
        synopsisSubcommandLabel = "VERB")
final class VmNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "The VMs that match a search, such as: web state:running host:h2 tag:prod")
    int list(@Parameters(paramLabel = "SEARCH", arity = "0..*") @Nullable List<String> words) {
        InventorySearch search = InventorySearch.parse(words == null ? "" : String.join(" ", words));
        return with(session -> {
            List<Vm> vms = session.inventory().vms().values().stream()
                    .filter(search)
                    .sorted(Comparator.comparing((Vm vm) -> vm.id().host()).thenComparing(Vm::name))
                    .toList();
            Table table = new Table(
                    search.isEmpty() ? "There are no VMs." : "No VM matches.",
                    "STATE",
                    "NAME",
                    "HOST",
                    ">VCPU",
                    ">MEMORY",
                    "TAGS");
            for (Vm vm : vms) {
                table.row(
                        vm.state().word(),
                        vm.name(),
                        vm.id().host().text(),
                        Integer.toString(vm.vcpus()),
                        Sizes.text(vm.memoryBytes()),
                        String.join(" ", vm.tags()));
            }
            return session.output().answer(vms, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Everything known of a VM.")
    int show(@Parameters(paramLabel = "VM") String name) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            return session.output()
                    .answer(
                            vm,
                            CtlOutput.sheet(List.of(
                                    Map.entry("Name", vm.name()),
                                    Map.entry("Title", vm.title()),
                                    Map.entry("Id", vm.id().text()),
                                    Map.entry("State", vm.state().word() + reason(vm)),
                                    Map.entry("Host", vm.id().host().text()),
                                    Map.entry("vCPU", Integer.toString(vm.vcpus())),
                                    Map.entry("Memory", Sizes.text(vm.memoryBytes())),
                                    Map.entry("Machine", vm.virtualization() + ", " + vm.machine()),
                                    Map.entry(
                                            "Saved state",
                                            vm.savedState() ? "yes: the next start goes on from there" : "no"),
                                    Map.entry("Autostart", vm.autostart() ? "yes" : "no"),
                                    Map.entry("Tags", String.join(" ", vm.tags())),
                                    Map.entry("Description", vm.description()),
                                    Map.entry(
                                            "Disks",
                                            vm.disks().stream()
                                                    .map(VmNoun::disk)
                                                    .collect(Collectors.joining(", "))),
                                    Map.entry(
                                            "NICs",
                                            vm.nics().stream().map(VmNoun::nic).collect(Collectors.joining(", "))))));
        });
    }

    /** What a new VM starts from: one of these. */
    static final class From {
        @Option(names = "--kernel", paramLabel = "PATH", description = "A kernel to start directly.")
        private @Nullable String kernel;

        @Option(names = "--disk", paramLabel = "PATH", description = "A disk image that holds a system.")
        private @Nullable String disk;

        @Option(names = "--iso", paramLabel = "PATH", description = "An installation medium; give --new-disk too.")
        private @Nullable String iso;

        @Option(
                names = "--xml",
                paramLabel = "FILE",
                description = "Domain XML from a file here; - for standard input.")
        private @Nullable Path xml;
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Makes a VM.")
    int create(
            @Option(names = "--name", paramLabel = "NAME") Optional<String> name,
            @Option(names = "--host", paramLabel = "HOST", description = "Where; not needed with one host.")
                    Optional<String> host,
            @ArgGroup(multiplicity = "1") From from,
            @Option(names = "--initrd", paramLabel = "PATH") Optional<String> initrd,
            @Option(names = "--append", paramLabel = "TEXT", description = "What the kernel is told.")
                    Optional<String> append,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "qcow2", description = "qcow2 or raw.")
                    String format,
            @Option(names = "--new-disk", paramLabel = "PATH") Optional<String> newDisk,
            @Option(names = "--disk-size", paramLabel = "SIZE", defaultValue = "20G") String diskSize,
            @Option(names = "--vcpus", paramLabel = "N", defaultValue = "1") int vcpus,
            @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "512M") String memory,
            @Option(names = "--network", paramLabel = "NAME", description = "A libvirt network; may be repeated.")
                    @Nullable
                    List<String> networks,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "") String description,
            @Option(names = "--tag", paramLabel = "TAG") @Nullable List<String> tags,
            @Option(names = "--start", description = "Start it at once.") boolean start) {
        return with(session -> {
            Host where = new Names(session.inventory()).hostOrOnly(host);
            if (from.xml != null) {
                return session.submit(new VmCommand.Define(where.id(), Files.text(from.xml), start));
            }
            BootSource boot;
            if (from.kernel != null) {
                boot = new BootSource.Kernel(from.kernel, initrd.orElse(""), append.orElse(""));
            } else if (from.disk != null) {
                boot = new BootSource.DiskImage(from.disk, format);
            } else {
                boot = new BootSource.Iso(
                        from.iso == null ? "" : from.iso,
                        newDisk.orElseThrow(() -> missing("--new-disk")),
                        Sizes.parse(diskSize));
            }
            VmSpec spec = new VmSpec(
                    name.orElseThrow(() -> missing("--name")),
                    vcpus,
                    Sizes.parse(memory),
                    boot,
                    networks == null ? List.of() : networks,
                    description,
                    new TreeSet<>(tags == null ? List.of() : tags));
            return session.submit(new VmCommand.Create(where.id(), spec, start));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description = "Changes a VM; takes effect at its next start.")
    int set(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--vcpus", paramLabel = "N") Optional<Integer> vcpus,
            @Option(names = "--memory", paramLabel = "SIZE") Optional<String> memory,
            @Option(names = "--title", paramLabel = "TEXT") Optional<String> title,
            @Option(names = "--description", paramLabel = "TEXT") Optional<String> description,
            @Option(names = "--autostart", paramLabel = "yes|no") Optional<String> autostart,
            @Option(names = "--tags", paramLabel = "A,B", description = "All its tags from now on.")
                    Optional<String> tags,
            @Option(names = "--xml", paramLabel = "FILE", description = "The whole definition; - for standard input.")
                    Optional<Path> xml) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            if (xml.isPresent()) {
                return session.submit(new VmCommand.Redefine(vm.id(), Files.text(xml.get()), Optional.empty()));
            }
            VmChanges changes = new VmChanges(
                    vcpus,
                    memory.map(Sizes::parse),
                    title,
                    description,
                    autostart.map(Noun::yesOrNo),
                    tags.map(text -> new TreeSet<>(List.of(text.split(",")).stream()
                            .map(String::strip)
                            .filter(tag -> !tag.isEmpty())
                            .toList())));
            return session.submit(new VmCommand.Edit(vm.id(), changes, Optional.of(vm.definition())));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes VMs; shows first what goes with them.")
    int delete(
            @Parameters(paramLabel = "VM", arity = "1..*") List<String> names,
            @Option(names = "--with-files", description = "Delete their disks, saved state and logs too.")
                    boolean withFiles,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            List<Vm> vms = new Names(session.inventory()).vms(names, Optional.empty());
            List<VmCommand.Deletion> deletions = new ArrayList<>();
            for (Vm vm : vms) {
                DeletionPlan plan = session.ask(new VmQuery.Deletion(vm.id()));
                List<String> files = plan.files().stream()
                        .filter(file -> withFiles && file.deletable() && goesByItself(file.role()))
                        .map(VmFile::path)
                        .toList();
                session.output().note(vm.name() + " goes" + (vm.state().isActive() ? ", forced off first" : "") + ".");
                for (VmFile file : plan.files()) {
                    boolean goes = files.contains(file.path());
                    session.output()
                            .note("  " + (goes ? "goes   " : "stays  ") + file.path()
                                    + (file.bytes() >= 0 ? "  " + Sizes.text(file.bytes()) : "")
                                    + (file.kept().isEmpty() ? "" : "  (" + file.kept() + ")"));
                }
                deletions.add(new VmCommand.Deletion(vm.id(), files));
            }
            String wanted = vms.size() == 1 ? vms.getFirst().name() : "delete " + vms.size() + " VMs";
            if (!yes) {
                Confirmation.require(session.output(), wanted);
            }
            return session.submit(new VmCommand.Delete(deletions));
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "start", description = "Starts VMs.")
    int start(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.START, names, filter);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "shut-down",
            aliases = {"shutdown", "stop"},
            description = "Asks guests to shut themselves down, and waits until they have.")
    int shutDown(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.SHUT_DOWN, names, filter);
    }

    @Command(mixinStandardHelpOptions = true, name = "reboot", description = "Asks guests to restart themselves.")
    int reboot(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.REBOOT, names, filter);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "force-off",
            description = "Pulls the plug; what a guest has not written to disk is lost.")
    int forceOff(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.FORCE_OFF, names, filter);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "suspend",
            description = "Stops the virtual processors; memory stays.")
    int suspend(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.SUSPEND, names, filter);
    }

    @Command(mixinStandardHelpOptions = true, name = "resume", description = "Lets suspended VMs go on.")
    int resume(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return power(PowerAction.RESUME, names, filter);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "save",
            description = "Writes memory to disk and stops VMs; their next start goes on from there.")
    int save(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter) {
        return with(session -> session.submit(new VmCommand.Save(ids(session, names, filter))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "discard-save",
            description = "Throws saved memory away: the VMs start afresh.")
    int discardSave(
            @Parameters(paramLabel = "VM", arity = "1..*") List<String> names,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return with(session -> {
            List<VmId> vms = ids(session, names, Optional.empty());
            session.output().note("What the guests had in memory when they were saved is lost.");
            if (!yes) {
                Confirmation.require(
                        session.output(), vms.size() == 1 ? names.getFirst() : "discard " + vms.size() + " VMs");
            }
            return session.submit(new VmCommand.DiscardSave(vms));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "rename",
            description = "Gives a VM that is off, and has no snapshots, another name.")
    int rename(@Parameters(paramLabel = "VM") String name, @Parameters(paramLabel = "NEW-NAME") String wanted) {
        return with(session -> session.submit(
                new VmCommand.Rename(new Names(session.inventory()).vm(name).id(), wanted)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "tag",
            description = "Adds tags to VMs or takes them away, whether they run or not.")
    int tag(
            @Parameters(paramLabel = "VM", arity = "0..*") @Nullable List<String> names,
            @Option(names = "--filter", paramLabel = "SEARCH") Optional<String> filter,
            @Option(names = "--add", paramLabel = "TAG", split = ",", description = "May be repeated.") @Nullable
                    List<String> add,
            @Option(names = "--remove", paramLabel = "TAG", split = ",", description = "May be repeated.") @Nullable
                    List<String> remove) {
        return with(session -> session.submit(new VmCommand.Annotate(
                ids(session, names, filter),
                new TreeSet<>(add == null ? List.of() : add),
                new TreeSet<>(remove == null ? List.of() : remove),
                Optional.empty())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "note",
            description = "Writes the note of a VM, whether it runs or not; without a text, takes it away.")
    int note(
            @Parameters(paramLabel = "VM") String name,
            @Parameters(paramLabel = "TEXT", arity = "0..*") @Nullable List<String> words) {
        return with(session -> session.submit(new VmCommand.Annotate(
                ids(session, List.of(name), Optional.empty()),
                new TreeSet<>(),
                new TreeSet<>(),
                Optional.of(words == null ? "" : String.join(" ", words)))));
    }

    private static List<VmId> ids(CtlSession session, @Nullable List<String> names, Optional<String> filter) {
        return new Names(session.inventory())
                .vms(names == null ? List.of() : names, filter).stream()
                        .map(Vm::id)
                        .toList();
    }

    @Command(mixinStandardHelpOptions = true, name = "xml", description = "The domain XML.")
    int xml(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--live", description = "As it runs, rather than as it starts next.") boolean live) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            VmQuery.DomainXml xml = session.ask(new VmQuery.Xml(vm.id(), live));
            return session.output().answer(xml, xml.xml());
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "stats", description = "How busy a VM is.")
    int stats(
            @Parameters(paramLabel = "VM") String name,
            @Option(names = "--watch", description = "Again every 2 s until it is off.") boolean watch) {
        return with(session -> {
            UsageReader reader = new UsageReader(session, new Names(session.inventory()).vm(name));
            return watch ? reader.watch() : reader.once();
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "files", description = "Every file that can go with a VM.")
    int files(@Parameters(paramLabel = "VM") String name) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            DeletionPlan plan = session.ask(new VmQuery.Deletion(vm.id()));
            Table table = new Table("No files belong to it.", "ROLE", ">SIZE", "PATH", "STAYS BECAUSE");
            for (VmFile file : plan.files()) {
                table.row(
                        file.role().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        Sizes.text(file.bytes()),
                        file.path(),
                        file.kept());
            }
            return session.output().answer(plan, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "serial",
            description = "What a VM said on its serial line since it was last started.")
    int serial(
            @Parameters(paramLabel = "VM") String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on until the VM is off.")
                    boolean follow,
            @Option(names = "--until", paramLabel = "TEXT", description = "Go on until it says this.")
                    Optional<String> until,
            @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "With --until.")
                    int timeout) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            if (follow || until.isPresent()) {
                return new SerialFollower(session, vm, until, timeout).run();
            }
            StringBuilder text = new StringBuilder();
            VmQuery.SerialText part = session.ask(new VmQuery.SerialOutput(vm.id(), 0));
            while (!part.text().isEmpty()) {
                text.append(part.text());
                part = session.ask(new VmQuery.SerialOutput(vm.id(), part.next()));
            }
            return session.output().answer(new VmQuery.SerialText(text.toString(), part.next()), text.toString());
        });
    }

    private int power(PowerAction action, @Nullable List<String> names, Optional<String> filter) {
        return with(session -> {
            List<Vm> vms = new Names(session.inventory()).vms(names == null ? List.of() : names, filter);
            return session.submit(
                    new VmCommand.Power(action, vms.stream().map(Vm::id).toList()));
        });
    }

    private static boolean goesByItself(FileRole role) {
        return switch (role) {
            case DISK, FIRMWARE_VARIABLES, SAVED_STATE, SERIAL_LOG -> true;
            case MEDIUM, KERNEL -> false;
        };
    }

    private static RuntimeException missing(String option) {
        return Problem.of(ErrorCode.USAGE_INVALID, option + " is missing.", "No VM was made.", "Give it and try again.")
                .toException();
    }

    private static String reason(Vm vm) {
        return vm.stateReason().isBlank() ? "" : " (" + vm.stateReason() + ")";
    }

    private static String disk(Disk disk) {
        return disk.target() + " " + (disk.source().isEmpty() ? "(empty)" : disk.source());
    }

    private static String nic(Nic nic) {
        return nic.mac() + " on " + nic.source();
    }
}
