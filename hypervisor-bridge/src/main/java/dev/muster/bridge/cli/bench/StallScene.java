package dev.muster.bridge.cli.bench;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.inventory.InventoryKeeper;
import dev.muster.bridge.inventory.SystemDelays;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** VMs that run firmware and nothing else; the first of them is the one to be stopped. */
final class StallScene implements AutoCloseable {
    static final int OTHERS = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workplace workplace;
    private final SystemDelays delays = new SystemDelays();
    private final InventoryKeeper inventory = new InventoryKeeper(delta -> {}, delays);
    private final Hypervisor hypervisor;
    private final List<VmId> vms = new ArrayList<>();
    private CompletableFuture<Void> hanging = CompletableFuture.completedFuture(null);
    private int titles;

    StallScene(HypervisorDriver driver, Workplace workplace) {
        this.workplace = workplace;
        this.hypervisor =
                driver.open(ConnectionId.of("stall"), ConnectionUri.parse("qemu:///system"), new Told(inventory));
    }

    /** Starts the VMs, and waits until nothing else goes on. */
    void prepare() throws IOException, InterruptedException {
        await(image -> image.hosts().values().stream()
                .noneMatch(host -> host.accelerator().equals(Accelerator.UNKNOWN)));
        for (int i = 0; i <= OTHERS; i++) {
            VmId id = hypervisor.vms().define(hypervisor.hosts().getFirst(), xml(i, "new"));
            hypervisor.vms().power(id, PowerAction.START);
            vms.add(id);
        }
        for (VmId id : vms) {
            awaitState(id, VmState.RUNNING);
        }
    }

    /** Milliseconds until a change of each of the others was heard of. */
    double refreshOthers() throws IOException, InterruptedException {
        String title = "title " + ++titles;
        long before = System.nanoTime();
        for (int i = 1; i <= OTHERS; i++) {
            hypervisor.vms().define(hypervisor.hosts().getFirst(), xml(i, title));
        }
        await(image -> vms.stream()
                .skip(1)
                .allMatch(id ->
                        image.vm(id).filter(vm -> vm.title().equals(title)).isPresent()));
        return (System.nanoTime() - before) / 1e6;
    }

    /** Stops the first VM's process, and lets an action on it hang. */
    void stop() throws IOException, InterruptedException {
        signal("-STOP");
        hanging = CompletableFuture.runAsync(
                () -> hypervisor.vms().power(vms.getFirst(), PowerAction.SUSPEND),
                work -> Thread.ofVirtual().start(work));
        // until it is under way: then libvirt says it is busy
        String name = name(0);
        workplace.run(
                List.of(
                        "sh",
                        "-c",
                        "until virsh --connect qemu:///system domcontrol \"$0\" | grep -q occupied; do :; done",
                        name),
                Map.of());
    }

    /** Lets it go on. */
    void go() throws IOException, InterruptedException {
        signal("-CONT");
        hanging.join();
        awaitState(vms.getFirst(), VmState.PAUSED);
        hypervisor.vms().power(vms.getFirst(), PowerAction.RESUME);
        awaitState(vms.getFirst(), VmState.RUNNING);
    }

    /** The VMs end with the libvirtd that is the measurement's own. */
    @Override
    public void close() {
        hypervisor.close();
        delays.close();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        String pid = Files.readString(Path.of("/run/libvirt/qemu/" + name(0) + ".pid"))
                .strip();
        workplace.run(List.of("kill", signal, pid), Map.of());
    }

    private void awaitState(VmId id, VmState state) throws IOException, InterruptedException {
        await(image -> image.vm(id).filter(vm -> vm.state() == state).isPresent());
    }

    private void await(Predicate<InventoryImage> wanted) throws IOException, InterruptedException {
        if (inventory.await(wanted, PATIENCE).isEmpty()) {
            throw new IOException("the VMs did not become as wanted within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static String name(int number) {
        return "stall-" + number;
    }

    private static String xml(int number, String title) {
        UUID uuid = UUID.nameUUIDFromBytes(name(number).getBytes(StandardCharsets.UTF_8));
        return "<domain type='qemu'><name>" + name(number) + "</name><uuid>" + uuid + "</uuid><title>" + title
                + "</title><memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain>";
    }

    /** Folds what is told. */
    private record Told(InventoryKeeper inventory) implements HypervisorListener {
        @Override
        public void onChanges(List<InventoryChange> changes) {
            inventory.accept(changes);
        }

        @Override
        public void onLost(Problem why) {
            throw why.toException();
        }
    }
}
