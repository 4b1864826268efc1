package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes or refuses every command, and answers every question alike or not at all. */
final class FakeAsks implements Asks {
    final List<Command> submitted = new ArrayList<>();
    Optional<Problem> refusal = Optional.empty();
    Optional<Record> answer = Optional.empty();

    @Override
    public Role role() {
        return Role.ADMINISTRATOR;
    }

    @Override
    public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
        submitted.add(command);
        refusal.ifPresentOrElse(refused, () -> accepted.accept(JobId.of("answer-" + submitted.size())));
    }

    @Override
    public <R extends Record> void ask(Query<R> query, Consumer<R> told, Consumer<Problem> refused) {
        answer.ifPresent(record -> told.accept(query.answer().cast(record)));
    }
}
