package dev.muster.app.vm;

import dev.muster.app.confirm.Confirmation;
import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The deletion of VMs: every file that can go with them, each with a tick, and what must be typed. */
public final class DeleteViewModel {
    private final List<DeletionPlan> plans;
    private final Texts texts;
    private final List<FileChoice> files;
    private final Confirmation confirmation;
    private final StringProperty typed = new SimpleStringProperty("");
    private final ReadOnlyLongWrapper bytes = new ReadOnlyLongWrapper();

    /** The deletion of these VMs; at least one. */
    public DeleteViewModel(List<DeletionPlan> plans, Texts texts) {
        this.plans = List.copyOf(plans);
        this.texts = texts;
        this.files = plans.stream()
                .flatMap(plan -> plan.files().stream().map(file -> new FileChoice(plan, file)))
                .toList();
        List<String> names = plans.stream().map(DeletionPlan::name).toList();
        String title = names.size() == 1
                ? texts.get("vm.confirm.delete.one", names.getFirst())
                : texts.get("vm.confirm.delete.many", names.size());
        this.confirmation = new Confirmation(
                title,
                texts.get("vm.confirm.delete.meaning"),
                names,
                names.size() == 1 ? names.getFirst() : title.toLowerCase(Locale.ROOT),
                texts.get("vm.action.delete"));
        files.forEach(file -> file.chosen.addListener((of, was, is) -> sum()));
        sum();
    }

    /** What must be typed, and what it means. */
    public Confirmation confirmation() {
        return confirmation;
    }

    /** All files, in the order of the plans. */
    public List<FileChoice> files() {
        return files;
    }

    /** What was typed so far. */
    public StringProperty typedProperty() {
        return typed;
    }

    /** What the files ticked take on their hosts; those of unknown size do not count. */
    public ReadOnlyLongProperty bytesProperty() {
        return bytes.getReadOnlyProperty();
    }

    /** What goes with the VMs beside files, one sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (DeletionPlan plan : plans) {
            plan.snapshots().forEach(one -> notes.add(texts.get("delete.snapshot", one)));
            plan.checkpoints().forEach(one -> notes.add(texts.get("delete.checkpoint", one)));
            plan.hidden().forEach(one -> notes.add(texts.get("delete.hidden", one)));
        }
        return notes;
    }

    /** How many files are ticked. */
    public int chosenCount() {
        return (int) files.stream().filter(file -> file.chosen.get()).count();
    }

    /** Whether what was typed allows the deletion. */
    public boolean isConfirmed() {
        return confirmation.accepts(typed.get());
    }

    /** The command: all VMs, with exactly the files ticked. */
    public VmCommand.Delete command() {
        return new VmCommand.Delete(plans.stream()
                .map(plan -> new VmCommand.Deletion(
                        plan.vm(),
                        files.stream()
                                .filter(file -> file.plan.vm().equals(plan.vm()) && file.chosen.get())
                                .map(file -> file.file.path())
                                .toList()))
                .toList());
    }

    private void sum() {
        bytes.set(files.stream()
                .filter(file -> file.chosen.get())
                .mapToLong(file -> Math.max(0, file.file.bytes()))
                .sum());
    }

    /** One file and whether it goes. What may not go cannot be ticked. */
    public static final class FileChoice {
        private final DeletionPlan plan;
        private final VmFile file;
        private final BooleanProperty chosen;

        FileChoice(DeletionPlan plan, VmFile file) {
            this.plan = plan;
            this.file = file;
            this.chosen = new SimpleBooleanProperty(file.deletable() && goesUnasked(file)) {
                @Override
                public void set(boolean go) {
                    super.set(go && file.deletable());
                }
            };
        }

        private static boolean goesUnasked(VmFile file) {
            return switch (file.role()) {
                case DISK, SNAPSHOT, FIRMWARE_VARIABLES, SAVED_STATE, TPM_STATE, SERIAL_LOG -> true;
                case MEDIUM, KERNEL, BACKING -> false;
            };
        }

        /** The file. */
        public VmFile file() {
            return file;
        }

        /** The name of the VM it belongs to. */
        public String vmName() {
            return plan.name();
        }

        /** Whether it goes with the VM. */
        public BooleanProperty chosenProperty() {
            return chosen;
        }
    }
}
