package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.GuestProblems;
import dev.muster.bridge.hypervisor.GuestProgram;
import dev.muster.bridge.hypervisor.GuestRun;
import dev.muster.bridge.json.Json;
import dev.muster.model.inventory.VmId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs programs in a guest by QEMU's agent: {@code guest-exec} and {@code guest-exec-status} of the QEMU Guest Agent Protocol
 * Reference.
 */
final class AgentExec {
    private static final int AGENT_SECONDS = 10;
    private static final int SIGNALLED = 128;

    private AgentExec() {}

    static long begin(VmId vm, Pointer domain, GuestProgram program) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("path", program.path());
        arguments.put("arg", program.arguments());
        arguments.put("capture-output", true);
        Map<?, ?> answer = ask(vm, domain, "guest-exec", arguments, words -> noSuchFile(program, words));
        return number(answer, "pid").orElseThrow(() -> GuestProblems.refused(vm, answer.toString()));
    }

    static GuestRun look(VmId vm, Pointer domain, long pid) {
        Map<?, ?> answer = ask(vm, domain, "guest-exec-status", Map.of("pid", pid), _ -> Optional.empty());
        if (!Boolean.TRUE.equals(answer.get("exited"))) {
            return new GuestRun.Running();
        }
        long status = number(answer, "exitcode")
                .or(() -> number(answer, "signal").map(signal -> SIGNALLED + signal))
                .orElse((long) SIGNALLED);
        return new GuestRun.Ended((int) status, output(answer));
    }

    private static Map<?, ?> ask(
            VmId vm,
            Pointer domain,
            String command,
            Map<String, Object> arguments,
            Function<String, Optional<RuntimeException>> known) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("execute", command);
        asked.put("arguments", arguments);
        try {
            String answer =
                    Handle.text(VirtQemu.virDomainQemuAgentCommand(domain, Json.write(asked), AGENT_SECONDS, 0));
            return Json.read(answer, Map.class).get("return") instanceof Map<?, ?> told ? told : Map.of();
        } catch (LibvirtException e) {
            LibvirtError error = e.error();
            if (isTooLong(error)) {
                throw GuestProblems.tooLong(vm, error.message());
            }
            if (error.connectionGone()) {
                throw e;
            }
            throw known.apply(error.message()).orElseGet(() -> problem(vm, error));
        }
    }

    /** An answer of more than 4 MiB ({@code REMOTE_STRING_MAX} of libvirt's protocol), which the connection survives. */
    private static boolean isTooLong(LibvirtError error) {
        return error.code() == LibvirtError.RPC && error.message().contains("Unable to encode message payload");
    }

    /** libvirt passes on what the agent says in its words alone. */
    private static RuntimeException problem(VmId vm, LibvirtError error) {
        String words = error.message();
        return switch (error.code()) {
            case LibvirtError.OPERATION_INVALID, LibvirtError.ARGUMENT_UNSUPPORTED, LibvirtError.NO_SUPPORT ->
                GuestProblems.noAgent(vm, words);
            case LibvirtError.AGENT_UNRESPONSIVE, LibvirtError.AGENT_UNSYNCED, LibvirtError.AGENT_COMMAND_TIMEOUT ->
                GuestProblems.silent(vm, words);
            default ->
                words.contains("has been disabled") || words.contains("has not been found")
                        ? GuestProblems.forbidden(vm, words)
                        : GuestProblems.refused(vm, words);
        };
    }

    /** GLib's words on Unix and on Windows. */
    private static Optional<RuntimeException> noSuchFile(GuestProgram program, String words) {
        return words.contains("Failed to execute child process") || words.contains("Failed to execute helper program")
                ? Optional.of(GuestProblems.missing(program, words))
                : Optional.empty();
    }

    private static Optional<Long> number(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static String output(Map<?, ?> answer) {
        byte[] out = bytes(answer, "out-data");
        byte[] err = bytes(answer, "err-data");
        int most = GuestRun.OUTPUT_MOST;
        int first = Math.min(out.length, most);
        return (new String(out, 0, first, StandardCharsets.UTF_8)
                        + new String(err, 0, Math.min(err.length, most - first), StandardCharsets.UTF_8))
                .strip();
    }

    private static byte[] bytes(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof String text ? Base64.getDecoder().decode(text) : new byte[0];
    }
}
