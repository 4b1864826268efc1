package dev.muster.bridge.cli;

import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl vm clone}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "clone",
        description = {
            "Makes a VM like one that is off, with copies of its disks.",
            "Disks that none may write (ISO images, read-only and shareable disks) are shared unless --copy names them."
        })
final class CloneVerb implements Callable<Integer> {
    @ParentCommand
    private @Nullable VmNoun noun;

    @Parameters(index = "0", paramLabel = "VM")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "NEW-NAME",
            arity = "0..1",
            description = "Name of the clone (default: generated).")
    private String wanted = "";

    @Option(
            names = "--copy",
            paramLabel = "DISK[=NAME]",
            split = ",",
            description = "Copies a disk, such as vda; NAME is that of the copy in its pool.")
    private List<String> copy = new ArrayList<>();

    @Option(names = "--share", paramLabel = "DISK", split = ",", description = "Shares a disk with the original.")
    private List<String> share = new ArrayList<>();

    @Option(
            names = "--leave-out",
            paramLabel = "DISK",
            split = ",",
            description = "Leaves a disk out; a drive is there and empty.")
    private List<String> leaveOut = new ArrayList<>();

    @Option(names = "--check", description = "Only shows what would be done.")
    private boolean check;

    @Override
    public Integer call() {
        VmNoun above = noun;
        if (above == null) {
            throw new CommandLine.InitializationException("clone runs below vm");
        }
        return above.with(session -> {
            Vm vm = new Names(session.inventory()).vm(name);
            ClonePlan plan = session.ask(new VmQuery.Cloning(vm.id(), wanted));
            if (check) {
                return show(session, plan);
            }
            return session.submit(new VmCommand.Clone(vm.id(), plan.name(), choices()));
        });
    }

    private List<VmCommand.CloneChoice> choices() {
        List<VmCommand.CloneChoice> choices = new ArrayList<>();
        copy.forEach(disk -> {
            String[] parts = disk.split("=", 2);
            choices.add(new VmCommand.CloneChoice(parts[0], Fate.COPY, parts.length > 1 ? parts[1] : ""));
        });
        share.forEach(disk -> choices.add(new VmCommand.CloneChoice(disk, Fate.SHARE, "")));
        leaveOut.forEach(disk -> choices.add(new VmCommand.CloneChoice(disk, Fate.LEAVE_OUT, "")));
        return choices;
    }

    private static int show(CtlSession session, ClonePlan plan) {
        Table table = new Table("It has no disks.", "DISK", "SOURCE", "BECOMES", "COPY", "POOL", ">SIZE", "WHY");
        for (CloneDisk disk : plan.disks()) {
            boolean copied = disk.fate() == Fate.COPY;
            table.row(
                    disk.target(),
                    disk.source(),
                    disk.fate().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    copied ? disk.copy() : "",
                    copied ? disk.pool() : "",
                    copied ? Sizes.text(disk.bytes()) : "",
                    disk.why());
        }
        plan.notes().forEach(session.output()::note);
        int status = session.output().answer(plan, table);
        plan.refusal().ifPresent(why -> {
            throw why.toException();
        });
        return status;
    }
}
