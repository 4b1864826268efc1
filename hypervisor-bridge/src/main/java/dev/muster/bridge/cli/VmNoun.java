package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.SharedAddresses;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.GuestSystem;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import dev.muster.model.vm.XmlReview;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl vm}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "vm",
        description = "VMs: list, make, change, start, stop, delete.",
        subcommands = {CloneVerb.class, MigrateVerb.class},
        synopsisSubcommandLabel = "VERB")
final class VmNoun extends Noun {
    /** Characters of a serial line that are read without {@code --follow}. */
    private static final int SERIAL_LIMIT = 8 << 20;

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
        String text = words == null ? "" : String.join(" ", words);
        InventorySearch search = InventorySearch.parse(text);
        return with(session -> {
            InventorySearch.doubt(text).ifPresent(doubt -> {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                doubt,
                                "Nothing was looked for.",
                                "Write for example: web state:running -tag:test")
                        .toException();
            });
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
                boolean why = vm.crashed() || vm.pausedByFault();
                table.row(
                        vm.state().word() + (why ? reason(vm) : "") + (vm.savedState() ? ", saved" : ""),
                        ShownName.of(vm.name()),
                        vm.id().host().text(),
                        Integer.toString(vm.vcpus()),
                        Sizes.marked(vm.memoryBytes()),
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
                                    Map.entry("Name", ShownName.of(vm.name())),
                                    Map.entry("Title", vm.title()),
                                    Map.entry("Id", vm.id().text()),
                                    Map.entry("State", vm.state().word() + reason(vm)),
                                    Map.entry("Host", vm.id().host().text()),
                                    Map.entry("vCPU", Integer.toString(vm.vcpus())),
                                    Map.entry(
                                            "Memory",
                                            Sizes.exact(vm.memoryBytes())
                                                    + (vm.maxMemoryBytes() == vm.memoryBytes()
                                                            ? ""
                                                            : " of at most " + Sizes.exact(vm.maxMemoryBytes()))),
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
                names = "--template",
                paramLabel = "POOL/VOLUME",
                description = "A volume that holds a system; the VM gets a copy of all of it.")
        private @Nullable String template;

        @Option(names = "--pxe", description = "PXE boot from the first network; --new-disk adds an empty disk.")
        private boolean pxe;

        @Option(
                names = "--xml",
                paramLabel = "FILE",
                description = "Domain XML from a file here; - for standard input.")
        private @Nullable Path xml;
    }

    /** The copy is called as the VM, with the ending of what it is a copy of. */
    private static BootSource template(Names names, HostId host, String text, Optional<String> vm) {
        int slash = text.lastIndexOf('/');
        String pool = slash < 0 ? text : text.substring(0, slash);
        Volume volume = names.volume(
                names.pool(pool.indexOf('/') < 0 ? host.text() + "/" + pool : pool), text.substring(slash + 1));
        int dot = volume.name().lastIndexOf('.');
        return new BootSource.Template(
                volume.id(),
                vm.orElseThrow(() -> missing("--name"))
                        + (dot < 1 ? "" : volume.name().substring(dot)));
    }

    private static GuestSystem system(CtlSession session, String wanted) {
        return session.ask(new VmQuery.Systems()).systems().stream()
                .filter(one -> one.shortId().equals(wanted) || one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The bridge knows no system \"" + wanted + "\".",
                                "No VM was made.",
                                "List them with: muster ctl vm systems. Without the package osinfo-db there are none.")
                        .toException());
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "systems",
            description = "The systems known from the libosinfo database of the bridge's machine, with what they need.")
    int systems() {
        return with(session -> {
            List<GuestSystem> systems = session.ask(new VmQuery.Systems()).systems();
            Table table = new Table(
                    "The bridge's machine has no libosinfo database; install the package osinfo-db there.",
                    "SHORT ID",
                    "NAME",
                    "RELEASED",
                    ">VCPU",
                    ">MEMORY",
                    ">DISK");
            for (GuestSystem system : systems) {
                table.row(
                        system.shortId(),
                        system.name(),
                        system.released(),
                        String.valueOf(system.vcpus()),
                        Sizes.text(system.memoryBytes()),
                        Sizes.text(system.diskBytes()));
            }
            return session.output().answer(systems, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Makes a VM.")
    int create(
            @Option(names = "--name", paramLabel = "NAME", description = "What the VM is called.")
                    Optional<String> name,
            @Option(names = "--host", paramLabel = "HOST", description = "Where; not needed with one host.")
                    Optional<String> host,
            @ArgGroup(multiplicity = "1") From from,
            @Option(names = "--initrd", paramLabel = "PATH", description = "The initial ramdisk of the kernel.")
                    Optional<String> initrd,
            @Option(names = "--append", paramLabel = "TEXT", description = "Kernel command line.")
                    Optional<String> append,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "qcow2", description = "qcow2 or raw.")
                    String format,
            @Option(
                            names = "--new-disk",
                            paramLabel = "PATH",
                            description = "A disk image to make, for what an ISO installs.")
                    Optional<String> newDisk,
            @Option(
                            names = "--disk-size",
                            paramLabel = "SIZE",
                            description = "Of the new disk (default: what --os recommends, else 20G).")
                    Optional<String> diskSize,
            @Option(
                            names = "--vcpus",
                            paramLabel = "N",
                            description = "Virtual processors (default: what --os recommends, else 1).")
                    Optional<Integer> vcpus,
            @Option(
                            names = "--memory",
                            paramLabel = "SIZE",
                            description = "Such as 512M or 2G (default: what --os recommends, else 512M).")
                    Optional<String> memory,
            @Option(names = "--network", paramLabel = "NAME", description = "A libvirt network; may be repeated.")
                    @Nullable
                    List<String> networks,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "A note.")
                    String description,
            @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be repeated.") @Nullable
                    List<String> tags,
            @Option(names = "--uefi", description = "UEFI firmware.") boolean uefi,
            @Option(names = "--os", paramLabel = "OS", description = "What it is to run, such as debian12.")
                    Optional<String> os,
            @Option(names = "--preview", description = "Only print the domain XML it would be made with.")
                    boolean preview,
            @Option(names = "--start", description = "Start after creation.") boolean start) {
        return with(session -> {
            Host where = new Names(session.inventory()).hostOrOnly(host);
            if (from.xml != null) {
                return session.submit(new VmCommand.Define(where.id(), Files.text(from.xml), start));
            }
            Optional<GuestSystem> system = os.map(wanted -> system(session, wanted));
            long diskBytes = diskSize.map(Sizes::parse)
                    .or(() -> system.map(GuestSystem::diskBytes).filter(bytes -> bytes > 0))
                    .orElse(20L << 30);
            BootSource boot;
            if (from.kernel != null) {
                boot = new BootSource.Kernel(from.kernel, initrd.orElse(""), append.orElse(""));
            } else if (from.disk != null) {
                boot = new BootSource.DiskImage(from.disk, format);
            } else if (from.template != null) {
                boot = template(new Names(session.inventory()), where.id(), from.template, name);
            } else if (from.pxe) {
                boot = new BootSource.Pxe(newDisk.orElse(""), newDisk.isPresent() ? diskBytes : 0);
            } else {
                boot = new BootSource.Iso(
                        from.iso == null ? "" : from.iso, newDisk.orElseThrow(() -> missing("--new-disk")), diskBytes);
            }
            VmSpec spec = new VmSpec(
                    name.orElseThrow(() -> missing("--name")),
                    vcpus.or(() -> system.map(GuestSystem::vcpus)).orElse(1),
                    memory.map(Sizes::parse)
                            .or(() -> system.map(GuestSystem::memoryBytes).filter(bytes -> bytes > 0))
                            .orElse(512L << 20),
                    boot,
                    networks == null ? List.of() : networks,
                    description,
                    new TreeSet<>(tags == null ? List.of() : tags),
                    uefi ? Firmware.UEFI : Firmware.USUAL,
                    system.map(GuestSystem::id).orElse(""));
            if (preview) {
                VmQuery.DomainXml xml = session.ask(new VmQuery.Preview(where.id(), spec));
                return session.output().answer(xml, xml.xml());
            }
            return session.submit(new VmCommand.Create(where.id(), spec, start));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "hardware",
            description = "The hardware of a VM, as it runs and as it starts next, with the names changes use.")
    int hardware(@Parameters(paramLabel = "VM") String name) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            Hardware hardware = session.ask(new VmQuery.HardwareOf(vm.id()));
            return session.output()
                    .answer(
                            hardware,
                            HardwareOptions.sheet(
                                    hardware,
                                    SharedAddresses.of(
                                            vm, session.inventory().vms().values())));
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description =
                    "Changes a VM: its hardware, at once where it can be and else at its next start; or what is noted"
                            + " about it.")
    int set(
            @Parameters(paramLabel = "VM") String name,
            @Mixin HardwareOptions hardware,
            @Option(names = "--review", description = "Only say what would change, and when.") boolean review,
            @Option(names = "--title", paramLabel = "TEXT", description = "A short title.") Optional<String> title,
            @Option(names = "--description", paramLabel = "TEXT", description = "A note.") Optional<String> description,
            @Option(names = "--autostart", paramLabel = "yes|no", description = "Whether it starts with its host.")
                    Optional<String> autostart,
            @Option(names = "--tags", paramLabel = "A,B", description = "All its tags from now on.")
                    Optional<String> tags,
            @Option(names = "--xml", paramLabel = "FILE", description = "The whole definition; - for standard input.")
                    Optional<Path> xml,
            @Option(
                            names = "--base",
                            paramLabel = "DIGEST",
                            description = "Refuse when the definition is not this one any more; vm xml says it.")
                    Optional<String> base) {
        return with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            Optional<String> definition = Optional.of(base.orElse(vm.definition()));
            if (xml.isPresent()) {
                String text = Files.text(xml.get());
                if (review) {
                    XmlReview found = session.ask(new VmQuery.ReviewXml(vm.id(), text));
                    return session.output().answer(found, HardwareOptions.text(found));
                }
                return session.submit(new VmCommand.Redefine(vm.id(), text, definition));
            }
            List<HardwareChange> changes = hardware.changes();
            boolean notes = title.isPresent() || description.isPresent() || autostart.isPresent() || tags.isPresent();
            if (!changes.isEmpty() && review) {
                HardwarePlan plan = session.ask(new VmQuery.ReviewHardware(vm.id(), changes));
                return session.output().answer(plan, HardwareOptions.table(plan));
            }
            if (!changes.isEmpty() && !notes) {
                return session.submit(new VmCommand.ChangeHardware(vm.id(), changes, definition));
            }
            if (review || hardware.more()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                review
                                        ? "Only changes of hardware and XML are reviewed."
                                        : "Hardware and notes are changed by different jobs.",
                                "The VM was not changed.",
                                "Call it once for the one and once for the other.")
                        .toException();
            }
            if (!notes
                    && !hardware.more()
                    && hardware.vcpus().isEmpty()
                    && hardware.memory().isEmpty()) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "Nothing is to be changed.",
                                "The VM was not changed.",
                                "Name what; muster ctl vm set --help lists it.")
                        .toException();
            }
            VmChanges other = new VmChanges(
                    hardware.vcpus(),
                    hardware.memory(),
                    title,
                    description,
                    autostart.map(Noun::yesOrNo),
                    tags.map(text -> new TreeSet<>(List.of(text.split(",")).stream()
                            .map(String::strip)
                            .filter(tag -> !tag.isEmpty())
                            .toList())));
            return session.submit(new VmCommand.Edit(vm.id(), other, definition));
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
                        .filter(file -> file.deletable()
                                && (file.role().goesInAnyCase() || (withFiles && goesByItself(file.role()))))
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
                plan.snapshots().forEach(one -> session.output().note("  goes   snapshot " + one));
                plan.checkpoints()
                        .forEach(one -> session.output()
                                .note("  goes   checkpoint " + one
                                        + ": the backup program that made it starts anew with a full backup"));
                plan.hidden()
                        .forEach(one -> session.output()
                                .note("  " + (withFiles ? "goes   " : "stays  ") + "snapshot " + one
                                        + ", which libvirt does not know"));
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
            if (session.output().terminal() && !live) {
                session.output().note("definition " + xml.definition() + "  (to be given with: vm set --xml --base)");
            }
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
            // A guest that says something all the time is not read to an end that never comes.
            while (!part.text().isEmpty() && text.length() < SERIAL_LIMIT) {
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
            case DISK, SNAPSHOT, FIRMWARE_VARIABLES, SAVED_STATE, TPM_STATE, SERIAL_LOG -> true;
            case MEDIUM, KERNEL, BACKING -> false;
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
