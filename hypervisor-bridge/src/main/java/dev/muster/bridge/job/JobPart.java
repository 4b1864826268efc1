package dev.muster.bridge.job;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The work of one command as a part of a larger job: the names of its facts and the ids of its steps begin with a word of its own, so
 * that there can be several of a kind.
 *
 * @param work how the command becomes work
 * @param command the command
 * @param word what its facts and steps begin with; without {@code /}
 * @param withheld facts that its steps do not put, since that is for the larger job to decide
 */
public record JobPart<C extends Command>(JobDefinition<C> work, C command, String word, Set<String> withheld) {
    public JobPart {
        withheld = Set.copyOf(withheld);
    }

    /** What must not change over a restart, under its own names. */
    public Map<String, String> prepare(Principal by) {
        Map<String, String> facts = new HashMap<>();
        work.prepare(command, by).facts().forEach((name, value) -> facts.put(name(name), value));
        return facts;
    }

    /** The name in the larger job of a fact of this part. */
    public String name(String fact) {
        return word + "/" + fact;
    }

    private Map<String, String> own(Map<String, String> facts) {
        Map<String, String> own = new HashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(word + "/")) {
                own.put(name.substring(word.length() + 1), value);
            }
        });
        return own;
    }

    /** As {@link JobDefinition#claim}. */
    public Claim claim(JobId job, Map<String, String> facts) {
        return work.claim(job, command, own(facts));
    }

    /**
     * Its steps, for a job that has so many before them.
     *
     * @param first how many
     */
    public List<StepDefinition> steps(Map<String, String> facts, int first) {
        List<StepDefinition> steps = new ArrayList<>();
        for (StepDefinition step : work.steps(command, own(facts))) {
            steps.add(new StepDefinition(
                    word + "/" + step.id(),
                    step.name(),
                    step.subject(),
                    step.after().stream().map(index -> index + first).toList(),
                    context -> step.run().run(new Own(context)),
                    step.undo().equals(StepDefinition.NOTHING)
                            ? StepDefinition.NOTHING
                            : context -> step.undo().run(new Own(context)),
                    step.steering(),
                    step.pace()));
        }
        return steps;
    }

    /** The context of the larger job, with the facts of this part. */
    private final class Own implements StepContext {
        private final StepContext whole;

        private Own(StepContext whole) {
            this.whole = whole;
        }

        @Override
        public JobId job() {
            return whole.job();
        }

        @Override
        public void progress(long done, long total, String unit) {
            whole.progress(done, total, unit);
        }

        @Override
        public void waitingFor(String what) {
            whole.waitingFor(what);
        }

        @Override
        public SubstepContext substep(String id, String name) {
            return whole.substep(id, name);
        }

        @Override
        public void log(LogLine.Level level, String text) {
            whole.log(level, text);
        }

        @Override
        public void checkCancelled() {
            whole.checkCancelled();
        }

        @Override
        public Optional<String> answer(String step) {
            return whole.answer(word + "/" + step);
        }

        @Override
        public Optional<String> fact(String name) {
            return whole.fact(name(name));
        }

        @Override
        public void putFact(String name, String value) {
            if (!withheld.contains(name)) {
                whole.putFact(name(name), value);
            }
        }
    }
}
