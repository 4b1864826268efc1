package dev.muster.model.console;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.Arrays;

/**
 * One console of one VM.
 *
 * @param vm whose
 * @param kind which of them
 */
public record ConsoleTarget(VmId vm, ConsoleKind kind) {
    /**
     * Reads it back from its {@link #text()}.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    public static ConsoleTarget of(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        ConsoleKind kind = Arrays.stream(ConsoleKind.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + text + "\" names no console.",
                                "Nothing was opened.",
                                "Send \"text\" or \"graphics\" and the id of the VM with a space between.")
                        .toException());
        return new ConsoleTarget(VmId.of(text.substring(Math.min(text.length(), space + 1))), kind);
    }

    /** As it is sent: the kind's word, a space, the id of the VM. */
    public String text() {
        return kind.word() + " " + vm.text();
    }
}
