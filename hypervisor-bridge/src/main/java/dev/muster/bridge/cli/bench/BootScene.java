package dev.muster.bridge.cli.bench;

import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.vm.Firmware;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A bridge with a cluster of simulated VMs on an address of the loopback, and clients that boot as its VMs do. */
final class BootScene implements AutoCloseable {
    private static final ClusterId STORM = ClusterId.of("storm");
    private static final String CONTROLLER = "127.78.1.1";
    private static final int PORT = 8077;

    private final HypervisorBridge bridge;
    private final int count;

    /** A client: a VM and the address it has. */
    record Client(Assignment member, String address) {}

    BootScene(Path state, Path kernel, int clients) throws IOException, InterruptedException {
        count = clients;
        bridge = new LocalBridgeOpener(Map.of()).open("local", Optional.of(state));
        done(new HostCommand.Connect(ConnectionId.of("bench"), "sim:///?hosts=1&vms=0&seed=1"));
        HostId host = connected();
        done(new NetworkCommand.Create(
                host,
                new NetworkSpec("storm", NetworkSpec.Mode.ISOLATED, CONTROLLER + "/24", "127.78.1.2", "127.78.1.254"),
                false));
        ArtifactTransfers.Content content = ArtifactTransfers.read(kernel, (_, _) -> true);
        ArtifactTransfers.upload(bridge, content, kernel, (_, _) -> true);
        ArtifactId id = ArtifactId.of("storm/kernel");
        done(new ArtifactCommand.PutArtifact(id, ArtifactKind.KERNEL, content.digest(), content.size()));
        ClusterFunction function =
                new ClusterFunction("one", clients, 0, 1, 16, List.of(), 0, "kernel", Firmware.USUAL, false, Map.of());
        ClusterFunction other =
                new ClusterFunction("two", 0, 0, 1, 16, List.of(), 0, "kernel", Firmware.USUAL, false, Map.of());
        done(new ClusterCommand.Create(new ClusterSpec(
                STORM,
                "storm",
                List.of(),
                List.of(new BootProfile.Kernel("kernel", id, Optional.empty(), "function={{function}}")),
                List.of(function, other),
                "",
                Optional.empty())));
        done(new ClusterCommand.Deploy(STORM));
    }

    /** The simulated host; it is told of a moment after the connection was made. */
    private HostId connected() throws InterruptedException {
        while (true) {
            Optional<HostId> host = bridge.inventory().hosts().values().stream()
                    .filter(one -> one.state() == HostState.CONNECTED)
                    .map(Host::id)
                    .findFirst();
            if (host.isPresent()) {
                return host.get();
            }
            Thread.sleep(5);
        }
    }

    /** Does it and waits for its end. */
    void done(Command command) throws IOException, InterruptedException {
        JobId id = bridge.submit(command);
        while (true) {
            Job job = bridge.ask(new JobQuery.Show(id));
            if (job.state() == JobState.DONE) {
                return;
            }
            if (job.state().isEnded()) {
                throw new IOException(job.title() + ": " + job.problem());
            }
            Thread.sleep(1);
        }
    }

    /** The VMs with the addresses leased to them; asked for when all are told of and the boot controller answers. */
    List<Client> clients() throws InterruptedException {
        while (bridge.inventory().objects(Assignment.class).size() < count || !answers()) {
            Thread.sleep(5);
        }
        NetworkId network = bridge.inventory().networks().values().stream()
                .filter(one -> one.name().equals("storm"))
                .findFirst()
                .orElseThrow()
                .id();
        Map<String, String> addresses = new java.util.HashMap<>();
        for (Lease lease : bridge.ask(new NetworkQuery.Leases(network)).leases()) {
            addresses.put(lease.mac(), lease.address().replaceFirst("/.*", ""));
        }
        return bridge.inventory().objects(Assignment.class).values().stream()
                .map(member -> new Client(member, addresses.getOrDefault(member.mac(), "")))
                .toList();
    }

    /** Gives a VM another function. */
    void assign(Client client, String function) throws IOException, InterruptedException {
        done(new ClusterCommand.Assign(client.member().id(), STORM, function, false));
    }

    private static boolean answers() {
        try (Socket _ = connect(CONTROLLER)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The script a VM gets. */
    static String script(Client client) throws IOException {
        byte[] body = get(
                client.address(),
                "/script?uuid=" + client.member().id() + "&mac="
                        + client.member().mac());
        return new String(body, StandardCharsets.US_ASCII);
    }

    /** The bytes of the kernel that a script names. */
    static long kernel(Client client, String script) throws IOException {
        String url = script.lines()
                .filter(line -> line.startsWith("kernel "))
                .findFirst()
                .orElseThrow(() -> new IOException(script))
                .split(" ", -1)[3];
        try (Socket socket = connect(client.address())) {
            return drain(socket, url.substring(url.indexOf("/file/")));
        }
    }

    private static byte[] get(String from, String path) throws IOException {
        try (Socket socket = connect(from)) {
            ask(socket, path);
            return socket.getInputStream().readAllBytes();
        }
    }

    private static long drain(Socket socket, String path) throws IOException {
        ask(socket, path);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 << 10];
        long read = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            read += n;
        }
        return read;
    }

    private static Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(CONTROLLER, PORT), 30_000);
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + CONTROLLER + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Does something with all of them at once; milliseconds until the last was done. */
    static <C> double atOnce(List<C> clients, Function<C, Boolean> work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            clients.forEach(client -> all.add(threads.submit(() -> work.apply(client))));
            for (Future<Boolean> one : all) {
                if (!one.get()) {
                    throw new IOException("a client got something else than it should");
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** A script or an unchecked failure, for {@link #atOnce}. */
    static String scriptOf(Client client) {
        try {
            return script(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        bridge.close();
    }
}
