package dev.muster.bridge.cli;

import dev.muster.bridge.json.Json;
import dev.muster.model.command.Command;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl submit}: sends a command as it is. */
@CommandLine.Command(
        mixinStandardHelpOptions = true,
        name = "submit",
        description = "Sends a command, written as JSON, as it is.")
final class SubmitVerb implements Callable<Integer> {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private Path file = Path.of("-");

    @Override
    public Integer call() {
        Ctl above = ctl;
        if (above == null) {
            throw new CommandLine.InitializationException("submit runs below ctl");
        }
        return above.with(session -> session.submit(Json.readStrict(Files.text(file), Command.class)));
    }
}
