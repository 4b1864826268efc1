package dev.muster.bridge.cli.bench;

import dev.muster.bridge.cli.bench.BootScene.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another function for a VM, against what is done without a boot controller: DHCP of the network is started anew. */
final class BootReassignBench implements Bench {
    private static final int RUNS = 9;
    private static final int CLIENTS = 200;

    @Override
    public String name() {
        return "boot-reassign";
    }

    @Override
    public List<Tool> needs() {
        return List.of(new Tool("virsh", "libvirt-clients"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        Path kernel = Files.write(workplace.directory().resolve("kernel"), new byte[64 << 10]);
        Path xml = Files.writeString(
                workplace.directory().resolve("net.xml"),
                "<network><name>muster-bench</name><ip address='10.231.99.1' prefix='24'><dhcp>"
                        + "<range start='10.231.99.2' end='10.231.99.200'/></dhcp></ip></network>");
        virsh(workplace, "net-define", xml.toString());
        virsh(workplace, "net-start", "muster-bench");
        try (BootScene scene = new BootScene(workplace.directory().resolve("state"), kernel, CLIENTS)) {
            List<Client> clients = scene.clients();
            double[] ours = new double[RUNS];
            double[] theirs = new double[RUNS];
            for (int run = -2; run < RUNS; run++) {
                String function = run % 2 == 0 ? "two" : "one";
                long start = System.nanoTime();
                scene.assign(clients.getFirst(), function);
                if (!BootScene.script(clients.getFirst()).contains("function=" + function)) {
                    throw new IOException("the VM was not given its new function");
                }
                double our = (System.nanoTime() - start) / 1e6;
                double their =
                        virsh(workplace, "net-destroy", "muster-bench") + virsh(workplace, "net-start", "muster-bench");
                if (run >= 0) {
                    ours[run] = our;
                    theirs[run] = their;
                }
            }
            for (Client client : clients) {
                scene.assign(client, "two");
            }
            double all = BootScene.atOnce(
                    clients, client -> BootScene.scriptOf(client).contains("function=two"));
            return List.of(
                    new Figure(
                            "another function for one VM",
                            Workplace.median(ours),
                            Workplace.median(theirs),
                            "ms",
                            0.05,
                            "ours: the job is done, journaled, and the VM's next request is answered with it, in a running bridge;"
                                    + " theirs: virsh net-destroy and net-start as processes; median of " + RUNS
                                    + " after 2 warm-ups"),
                    new Figure(
                            CLIENTS + " clients at once, all right",
                            all / CLIENTS,
                            Workplace.median(theirs),
                            "ms for each",
                            0.05,
                            "every one of " + CLIENTS + " VMs was given another function and asked at the same moment;"
                                    + " all were answered with it, or there would be no figure"));
        } finally {
            virsh(workplace, "net-destroy", "muster-bench");
            virsh(workplace, "net-undefine", "muster-bench");
        }
    }

    private static double virsh(Workplace workplace, String verb, String what)
            throws IOException, InterruptedException {
        return workplace.run(List.of("virsh", "--connect", "qemu:///system", verb, what), Map.of());
    }
}
