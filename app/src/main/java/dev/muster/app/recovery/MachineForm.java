package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;
import java.util.List;

/** The fields of a machine, those first that decide when it begins and when it is ready. */
final class MachineForm {
    private final List<MachineSection> sections;

    MachineForm(DetailContext context) {
        this.sections = List.of(
                new GateSection(context),
                new FailureSection(context),
                new PointSection(context),
                new TimeSection(context),
                new NicSection(context),
                new HardwareSection(context),
                new PlaceSection(context),
                new CommandSection(context));
    }

    void fill(DetailForm form, PlanMachine machine) {
        sections.forEach(section -> section.fill(form, machine));
    }
}
