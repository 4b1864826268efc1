package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.bridge.recovery.net.Probe;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until a machine is ready, and says by what it was seen to be. */
final class GateWatch {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final long APART_MILLIS = 500;

    private final RunGround ground;
    private final Machine machine;

    /**
     * The machine that is looked at.
     *
     * @param key its key in the plan
     * @param vm where it runs
     * @param at where it is in its network; empty where it has no address
     * @param serial what it says on its serial line
     * @param from how much of that is from before it was started
     * @param environment of programs
     */
    record Machine(
            String key, VmId vm, Optional<RunNets.At> at, Path serial, long from, Map<String, String> environment) {}

    GateWatch(RunGround ground, Machine machine) {
        this.ground = ground;
        this.machine = machine;
    }

    /** Returns what each gate was met by; {@code GATE_NOT_MET} where one was not in time. */
    Map<Gate, String> await(Readiness readiness, StepContext context) throws InterruptedException {
        Map<Gate, SubstepContext> open = new LinkedHashMap<>();
        for (int at = 0; at < readiness.gates().size(); at++) {
            Gate gate = readiness.gates().get(at);
            open.put(gate, context.substep("gate-" + at, "Wait for " + gate.text()));
        }
        Map<Gate, String> met = new LinkedHashMap<>();
        long begun = System.nanoTime();
        try (Probes probes = new Probes()) {
            while (true) {
                for (Gate gate : readiness.gates()) {
                    context.checkCancelled();
                    if (!met.containsKey(gate)) {
                        Optional<String> seen = look(gate, probes);
                        seen.ifPresent(what -> {
                            met.put(gate, what);
                            SubstepContext told = open.getOrDefault(gate, SubstepContext.SILENT);
                            told.output(what);
                            told.done();
                        });
                    }
                }
                if (met.size() == open.size()) {
                    context.waitingFor("");
                    return met;
                }
                String missing = readiness.gates().stream()
                        .filter(gate -> !met.containsKey(gate))
                        .map(Gate::text)
                        .distinct()
                        .collect(Collectors.joining(", "));
                if (System.nanoTime() - begun > readiness.timeout().toNanos()) {
                    throw late(missing, readiness.timeout());
                }
                context.waitingFor(missing);
                TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
            }
        }
    }

    private MusterException late(String missing, Duration timeout) {
        return Problem.of(
                        ErrorCode.GATE_NOT_MET,
                        machine.key() + " did not become ready within " + timeout.toSeconds() + " s: " + missing
                                + " was not met.",
                        "It runs as it is; what waits for it does not begin.",
                        "Look at its screen and at what it said on its serial line, then try again.")
                .withDetails(machine.serial().toString())
                .toException();
    }

    /** Probes that are started when they are needed. */
    private static final class Probes implements AutoCloseable {
        private final Map<String, Probe> all = new LinkedHashMap<>();

        Probe of(String word) {
            return all.computeIfAbsent(word, Probe::new);
        }

        @Override
        public void close() {
            all.values().forEach(Probe::close);
        }
    }

    /** What it was met by; empty as long as it is not. */
    private Optional<String> look(Gate gate, Probes probes) throws InterruptedException {
        return switch (gate) {
            case Gate.Agent _ ->
                ground.lookup().hypervisor(machine.vm().host()).vms().agentAnswers(machine.vm())
                        ? Optional.of("the agent answered")
                        : Optional.empty();
            case Gate.SerialText text -> serial(text.content());
            case Gate.Script script -> script(script);
            case Gate.Ping _ -> {
                RunNets.At at = address(gate);
                yield probes.of(at.word()).ping(at.address(), LOOK)
                        ? Optional.of(at.address() + " answered")
                        : Optional.empty();
            }
            case Gate.TcpPort port -> {
                RunNets.At at = address(gate);
                yield probes.of(at.word()).tcp(at.address(), port.port(), LOOK)
                        ? Optional.of(at.address() + ":" + port.port() + " accepted a connection")
                        : Optional.empty();
            }
            case Gate.Http http -> http(http, address(gate), probes);
        };
    }

    private RunNets.At address(Gate gate) {
        return machine.at()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.GATE_NOT_MET,
                                machine.key() + " has no address at which " + gate.text() + " could be looked for.",
                                "It runs as it is; what waits for it does not begin.",
                                "Plug one of its NICs into a network of the plan, with a reservation or its own address.")
                        .toException());
    }

    private Optional<String> http(Gate.Http http, RunNets.At at, Probes probes) throws InterruptedException {
        return probes.of(at.word())
                .http(http.tls(), at.address(), http.port(), http.path(), LOOK)
                .filter(answer -> answer.status() == http.status())
                .filter(answer -> http.content()
                        .filter(text -> !answer.body().contains(text))
                        .isEmpty())
                .map(answer -> at.address() + ":" + http.port() + http.path() + " answered " + answer.status());
    }

    private Optional<String> script(Gate.Script script) throws InterruptedException {
        Programs.Ended ended = ground.programs()
                .run(
                        script.program(),
                        script.arguments(),
                        machine.environment(),
                        Duration.ofSeconds(30),
                        SubstepContext.SILENT);
        return ended.status() == 0 ? Optional.of(script.program() + " ended with 0") : Optional.empty();
    }

    /** Since it was started. */
    private Optional<String> serial(String text) {
        try {
            if (!Files.exists(machine.serial())) {
                return Optional.empty();
            }
            try (var in = Files.newInputStream(machine.serial())) {
                in.skipNBytes(Math.min(machine.from(), Files.size(machine.serial())));
                String said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int found = said.indexOf(text);
                if (found < 0) {
                    return Optional.empty();
                }
                int begin = said.lastIndexOf('\n', found) + 1;
                int end = said.indexOf('\n', found);
                return Optional.of(
                        said.substring(begin, end < 0 ? said.length() : end).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
