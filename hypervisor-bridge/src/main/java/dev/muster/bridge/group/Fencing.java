package dev.muster.bridge.group;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.VmLife;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Fence;
import dev.muster.model.group.SetId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Keeps VMs whose place others take from ever running beside them, and gives them back what was taken from them. */
final class Fencing {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String RAN = "ran.";

    private final GroupGround ground;
    private final VmLife life;

    Fencing(GroupGround ground) {
        this.ground = ground;
        this.life = new VmLife(ground.lookup());
    }

    /** {@code VM_STATE} where a VM could not be renamed. */
    void requireFenceable(Vm vm) {
        Hypervisor hypervisor = ground.lookup().hypervisor(vm.id().host());
        if (vm.savedState() || !hypervisor.snapshots().list(vm.id()).isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + (vm.savedState() ? " has saved memory" : " has snapshots")
                                    + ", so it cannot be put aside under another name.",
                            "Nothing was changed.",
                            "Discard or delete them first, or restore beside it.")
                    .toException();
        }
        if (!vm.persistent()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " has no definition that outlives it, so nothing of it could be kept aside.",
                            "Nothing was changed.",
                            "Define it, or force it off and restore then.")
                    .toException();
        }
    }

    /** Forces it off, and notes whether it ran. */
    void off(VmId id, StepContext context) throws InterruptedException {
        Optional<Vm> now = life.now(id);
        if (now.isPresent() && context.fact(RAN + id.text()).isEmpty()) {
            context.putFact(RAN + id.text(), String.valueOf(now.get().state() == VmState.RUNNING));
        }
        life.forceOff(id, context);
    }

    /** Starts it again if it ran. */
    void onAgain(VmId id, StepContext context) throws InterruptedException {
        boolean ran = context.fact(RAN + id.text()).filter("true"::equals).isPresent();
        if (ran && life.now(id).filter(vm -> vm.state() == VmState.OFF).isPresent()) {
            life.start(id, context);
        }
    }

    /** Fences it; twice is once. */
    void fence(VmId id, SetId set, Instant at, StepContext context) throws InterruptedException {
        Optional<Vm> now = life.now(id);
        if (now.isEmpty()) {
            return;
        }
        if (ground.groups().fence(id).isEmpty()) {
            String xml = hypervisor(id).vms().xml(id, false);
            ground.groups().put(new Fence(id, now.get().name(), now.get().autostart(), up(xml), set, at));
        }
        Fence fence = ground.groups().fence(id).orElseThrow();
        off(id, context);
        Hypervisor hypervisor = hypervisor(id);
        hypervisor.vms().setAutostart(id, false);
        plug(fence, false, context);
        // libvirt renames none that has checkpoints; the next backup finds out by itself what was written
        for (String checkpoint : hypervisor.snapshots().checkpoints(id)) {
            hypervisor.backups().deleteCheckpoint(id, checkpoint);
        }
        rename(id, Fence.fenced(fence.name()), context);
        tag(id, tags -> tags.add(Fence.TAG));
    }

    private void tag(VmId id, Consumer<SortedSet<String>> change) {
        SortedSet<String> tags = new TreeSet<>(hypervisor(id).vms().get(id).tags());
        change.accept(tags);
        hypervisor(id).vms().annotate(id, Optional.of(tags), Optional.empty());
    }

    /** Gives back what was taken; twice is once. {@code VM_EXISTS} where another has its name. */
    void unfence(VmId id, StepContext context) throws InterruptedException {
        Optional<Fence> fence = ground.groups().fence(id);
        if (fence.isEmpty()) {
            return;
        }
        if (life.now(id).isPresent()) {
            requireNameFree(fence.get());
            rename(id, fence.get().name(), context);
            plug(fence.get(), true, context);
            hypervisor(id).vms().setAutostart(id, fence.get().autostart());
            tag(id, tags -> tags.remove(Fence.TAG));
        }
        ground.groups().deleteFence(id);
    }

    /** {@code VM_EXISTS} */
    void requireNameFree(Fence fence) {
        boolean taken = ground.lookup()
                .vmsOf(fence.id().host())
                .anyMatch(vm -> vm.name().equals(fence.name()) && !vm.id().equals(fence.id()));
        if (taken) {
            throw Problem.of(
                            ErrorCode.VM_EXISTS,
                            "A VM \"" + fence.name() + "\" is there, which took its place.",
                            "Nothing was changed: two of one name and address must not run.",
                            "Rename or delete that one first.")
                    .toException();
        }
    }

    private Hypervisor hypervisor(VmId id) {
        return ground.lookup().hypervisor(id.host());
    }

    private void rename(VmId id, String name, StepContext context) throws InterruptedException {
        hypervisor(id).vms().rename(id, name);
        Await.seen(
                ground.lookup().inventory(),
                context,
                "the host to tell of the new name",
                LIMIT,
                image -> image.vm(id).filter(vm -> vm.name().equals(name)).isPresent());
    }

    private static List<XmlElement> interfaces(String xml) {
        return DomainDocument.parse(xml).root().child("devices").stream()
                .flatMap(devices -> devices.children("interface").stream())
                .toList();
    }

    private static boolean isUp(XmlElement nic) {
        return nic.child("link")
                .filter(link -> link.attribute("state").equals("down"))
                .isEmpty();
    }

    private static String mac(XmlElement nic) {
        return nic.child("mac").map(mac -> mac.attribute("address")).orElse("");
    }

    private static List<String> up(String xml) {
        return interfaces(xml).stream().filter(Fencing::isUp).map(Fencing::mac).toList();
    }

    /** Takes the cables out of the interfaces that had them in, or puts them in again. */
    private void plug(Fence fence, boolean in, StepContext context) throws InterruptedException {
        VmId id = fence.id();
        String xml = hypervisor(id).vms().xmlWithSecrets(id);
        List<XmlElement> changed = new ArrayList<>();
        for (XmlElement nic : interfaces(xml)) {
            if (fence.unplugged().contains(mac(nic)) && isUp(nic) != in) {
                changed.add(nic);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        XmlEdit edit = new XmlEdit(DomainDocument.parse(xml).root());
        String state = in ? "up" : "down";
        for (XmlElement nic : changed) {
            nic.child("link")
                    .ifPresentOrElse(
                            link -> edit.setAttribute(link, "state", state),
                            () -> edit.insertLast(
                                    nic, XmlBuilder.element("link").attribute("state", state)));
        }
        life.define(id, edit.apply(), context);
    }
}
