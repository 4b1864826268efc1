package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.PowerAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What {@link LibvirtSessionRealTest} runs as a user without rights: one VM of that user's own, from its definition to its end. */
final class SessionUser {
    private SessionUser() {}

    /** Wants the file of the domain's XML, the file the guest's serial line goes to, and what the guest says there. */
    public static void main(String[] args) throws IOException {
        LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg");
        try (Hypervisor hypervisor =
                driver.open(ConnectionId.of("own"), ConnectionUri.parse("qemu:///session"), new RecordingListener())) {
            HostId host = hypervisor.hosts().getFirst();
            VmId vm = hypervisor.vms().define(host, Files.readString(Path.of(args[0])));
            System.out.println("defined " + hypervisor.vms().get(vm).state());
            hypervisor.vms().power(vm, PowerAction.START);
            System.out.println("started " + hypervisor.vms().get(vm).state());
            Path serial = Path.of(args[1]);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            Files.exists(serial) && Files.readString(serial).contains(args[2]));
            System.out.println("said " + args[2]);
            hypervisor.vms().power(vm, PowerAction.FORCE_OFF);
            hypervisor.vms().undefine(vm);
            System.out.println("gone");
        }
    }
}
