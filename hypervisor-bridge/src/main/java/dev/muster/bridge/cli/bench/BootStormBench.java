package dev.muster.bridge.cli.bench;

import dev.muster.bridge.cli.bench.BootScene.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Many VMs that load their kernel at once, against dnsmasq's TFTP. */
final class BootStormBench implements Bench {
    private static final int RUNS = 5;
    private static final int CLIENTS = 200;
    private static final int BYTES = 4 << 20;
    private static final String TFTP = "127.78.2.1";

    @Override
    public String name() {
        return "boot-storm";
    }

    @Override
    public List<Tool> needs() {
        return List.of(new Tool("dnsmasq", "dnsmasq-base"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        Path root = Files.createDirectories(workplace.directory().resolve("tftp"));
        Path kernel = Files.write(root.resolve("kernel"), content);
        // dnsmasq changes to another user, who has to get there
        for (Path path : List.of(workplace.directory(), root)) {
            Files.setPosixFilePermissions(path, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Process dnsmasq = new ProcessBuilder(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--port=0",
                        "--enable-tftp",
                        "--tftp-root=" + root,
                        "--tftp-max=" + CLIENTS,
                        "--listen-address=" + TFTP,
                        "--bind-interfaces",
                        "--pid-file=" + root.resolve("pid"))
                .redirectErrorStream(true)
                .redirectOutput(workplace.directory().resolve("dnsmasq.log").toFile())
                .start();
        try (BootScene scene = new BootScene(workplace.directory().resolve("state"), kernel, CLIENTS)) {
            List<Client> clients = scene.clients();
            List<Integer> numbers = IntStream.range(0, CLIENTS).boxed().toList();
            double[] ours = new double[RUNS];
            double[] theirs = new double[RUNS];
            for (int run = -1; run < RUNS; run++) {
                double our = BootScene.atOnce(clients, client -> loaded(client));
                double their = BootScene.atOnce(numbers, _ -> tftp() == BYTES);
                if (run >= 0) {
                    ours[run] = our;
                    theirs[run] = their;
                }
            }
            return List.of(new Figure(
                    CLIENTS + " clients, " + (BYTES >> 20) + " MiB each",
                    Workplace.median(ours),
                    Workplace.median(theirs),
                    "ms",
                    0.2,
                    "until the last has all of it, on the loopback; ours: script and kernel over HTTP, from leased addresses;"
                            + " theirs: dnsmasq's TFTP, blocks of 1428 bytes as iPXE asks for, clients of the same process; median of "
                            + RUNS + " after 1 warm-up"));
        } finally {
            workplace.end(dnsmasq);
        }
    }

    private static boolean loaded(Client client) {
        try {
            return BootScene.kernel(client, BootScene.script(client)) > BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the file (RFC 1350, 2347, 2348); how many bytes came. */
    private static long tftp() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(1_000);
            byte[] request = "\0\1kernel\0octet\0blksize\0001428\0".getBytes(StandardCharsets.US_ASCII);
            DatagramPacket sent =
                    new DatagramPacket(request, request.length, new InetSocketAddress(InetAddress.ofLiteral(TFTP), 69));
            byte[] buffer = new byte[2_000];
            long bytes = 0;
            int expected = 1;
            socket.send(sent);
            while (true) {
                DatagramPacket got = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(got);
                } catch (SocketTimeoutException e) {
                    socket.send(sent);
                    continue;
                }
                ByteBuffer packet = ByteBuffer.wrap(buffer, 0, got.getLength());
                int kind = packet.getShort();
                int block = kind == 3 ? packet.getShort() & 0xFFFF : 0;
                if (kind == 5) {
                    throw new IOException("TFTP refused");
                }
                boolean fresh = kind == 6 || block == (expected & 0xFFFF);
                byte[] answer = {0, 4, (byte) (block >> 8), (byte) block};
                sent = new DatagramPacket(answer, answer.length, got.getSocketAddress());
                socket.send(sent);
                if (kind == 3 && fresh) {
                    bytes += packet.remaining();
                    expected++;
                    if (packet.remaining() < 1428) {
                        return bytes;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
