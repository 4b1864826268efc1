package dev.muster.app.recovery;

import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.vm.FirmwareKind;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.control.TextField;

/** What a machine has other than its restore point says. */
record HardwareSection(DetailContext context) implements MachineSection {
    private static final int MOST_VCPUS = 512;
    private static final int LEAST_MIB = 16;
    private static final int MOST_MIB = 1 << 26;

    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        HardwareOverride now = machine.hardware();
        String same = context.texts().get("recovery.hardware.same");
        form.caption("recovery.hardware");
        TextField vcpus = form.entry(
                new Field("recovery.field.vcpus", "plan-vcpus", "hardware.vcpus"),
                now.vcpus().map(String::valueOf).orElse(""),
                FieldReader.orNone(form.read().number(1, MOST_VCPUS)),
                count -> change(machine, hardware -> hardware.withVcpus(count)));
        TextField memory = form.entry(
                new Field("recovery.field.memory", "plan-memory", "hardware.memoryMib"),
                now.memoryMib().map(String::valueOf).orElse(""),
                FieldReader.orNone(form.read().number(LEAST_MIB, MOST_MIB)),
                mib -> change(machine, hardware -> hardware.withMemoryMib(mib.map(Integer::longValue))));
        Stream.of(vcpus, memory).forEach(field -> field.setPromptText(same));
        form.choice(
                new Field("recovery.field.firmware", "plan-firmware", "hardware.firmware"),
                Stream.concat(
                                Stream.of(Optional.<FirmwareKind>empty()),
                                Stream.of(FirmwareKind.values()).map(Optional::of))
                        .toList(),
                now.firmware(),
                kind -> kind.map(one -> context.texts().get("recovery.firmware." + one.word()))
                        .orElse(same),
                kind -> change(machine, hardware -> hardware.withFirmware(kind)));
        form.choice(
                new Field("recovery.field.nic-model", "plan-nic-model", "hardware.nicModel"),
                choices(HardwareOverride.NIC_MODELS, now.nicModel()),
                now.nicModel(),
                model -> model.orElse(same),
                model -> change(machine, hardware -> hardware.withNicModel(model)));
        form.choice(
                new Field("recovery.field.disk-bus", "plan-disk-bus", "hardware.diskBus"),
                choices(HardwareOverride.DISK_BUSES, now.diskBus()),
                now.diskBus(),
                bus -> bus.orElse(same),
                bus -> change(machine, hardware -> hardware.withDiskBus(bus)));
    }

    /** None, the known ones, and what it is now, which may be none of them. */
    private static List<Optional<String>> choices(List<String> known, Optional<String> now) {
        return Stream.of(
                        List.of(Optional.<String>empty()),
                        known.stream().map(Optional::of).toList(),
                        List.of(now))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private void change(PlanMachine machine, UnaryOperator<HardwareOverride> change) {
        context.change(machine, one -> one.withHardware(change.apply(one.hardware())));
    }
}
