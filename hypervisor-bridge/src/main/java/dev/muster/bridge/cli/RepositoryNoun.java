package dev.muster.bridge.cli;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl repository}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "repository",
        description = "Repositories: directories of the bridge's machine in which restore points are kept.",
        synopsisSubcommandLabel = "VERB")
final class RepositoryNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The repositories as they are found now.")
    int list() {
        return with(session -> {
            List<RepositoryState> all =
                    session.ask(new BackupQuery.Repositories()).repositories();
            Table table = new Table(
                    "There are no repositories.",
                    "NAME",
                    ">POINTS",
                    ">SIZE",
                    ">FREE",
                    ">FULL IN DAYS",
                    "PATH",
                    "PROBLEM");
            for (RepositoryState one : all) {
                table.row(
                        one.repository().id().text(),
                        Integer.toString(one.points()),
                        Sizes.text(one.totalBytes()),
                        Sizes.text(one.freeBytes()),
                        one.daysLeft().isPresent()
                                ? Long.toString(one.daysLeft().getAsLong())
                                : "",
                        one.repository().path(),
                        one.problem().map(problem -> problem.what()).orElse(""));
            }
            return session.output().answer(all, table);
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "add",
            description = "Makes an empty directory a repository, or works with one that is one already.")
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--path", paramLabel = "DIRECTORY", required = true) String path) {
        return with(session -> session.submit(new BackupCommand.AddRepository(RepositoryId.of(name), path)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "remove",
            description = "Works with a repository no more; its directory stays with all that is in it.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new BackupCommand.RemoveRepository(RepositoryId.of(name))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "check",
            description = "Reads every file of a repository once, and says which restore points are good.")
    int check(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new BackupCommand.CheckRepository(RepositoryId.of(name))));
    }
}
