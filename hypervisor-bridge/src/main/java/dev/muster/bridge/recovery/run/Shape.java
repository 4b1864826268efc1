package dev.muster.bridge.recovery.run;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.PlanMachine;
import java.util.stream.Collectors;

/** What of a VM decides whether a test of it still counts. */
final class Shape {
    private Shape() {}

    /** Of what a machine is captured from; empty where no host has it. */
    static String of(InventoryImage image, PlanMachine machine) {
        return image.vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                .findFirst()
                .map(Shape::of)
                .orElse("");
    }

    private static String of(Vm vm) {
        String disks = vm.disks().stream().map(disk -> disk.target()).sorted().collect(Collectors.joining(","));
        String nics = vm.nics().stream()
                .map(nic -> nic.mac() + "=" + nic.source())
                .sorted()
                .collect(Collectors.joining(","));
        return vm.vcpus() + "/" + vm.maxMemoryBytes() + "/" + disks + "/" + nics;
    }
}
