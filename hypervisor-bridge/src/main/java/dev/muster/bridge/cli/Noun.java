package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every noun shares: it does nothing without a verb, and its verbs work with a bridge. */
abstract class Noun implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command above, which picocli sets before any verb runs. */
    abstract @Nullable Ctl parent();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing verb: " + String.join(", ", spec.subcommands().keySet()));
    }

    final int with(ToIntFunction<CtlSession> work) {
        return ctl().with(work);
    }

    final int without(ToIntFunction<CtlOutput> work) {
        return ctl().without(work);
    }

    final Ctl ctl() {
        Ctl above = parent();
        if (above == null) {
            throw new CommandLine.InitializationException("a noun runs below ctl");
        }
        return above;
    }

    static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "true" -> true;
            case "no", "off", "false" -> false;
            default ->
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + text + "\" is neither yes nor no.",
                                "Nothing was changed.",
                                "Write yes or no.")
                        .toException();
        };
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
