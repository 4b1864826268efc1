package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a few signals that came together change; journaled in one go. */
final class JobTurn {
    private final Map<Integer, StepRow> changed = new HashMap<>();
    private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    private final List<Work<?>> alongside = new ArrayList<>();
    private final Scribe scribe;
    private final LiveJob live;
    private final Plan plan;
    private final StepThreads threads;
    private final JobRow before;
    private JobRow job;

    /** @param job as it is from now on */
    JobTurn(Scribe scribe, Plan plan, StepThreads threads, JobRow job) {
        this.scribe = scribe;
        this.live = scribe.live();
        this.plan = plan;
        this.threads = threads;
        this.before = live.row();
        this.job = job;
    }

    void hear(Signal signal) {
        switch (signal) {
            case Signal.Ended ended -> ended(ended);
            case Signal.Asked asked -> asked(asked);
            case Signal.Stop _ -> threads.interruptAll();
        }
    }

    private void asked(Signal.Asked asked) {
        try {
            String by = asked.by().name();
            switch (asked.wish()) {
                case Signal.Wish.Cancel _ -> cancel(by);
                case Signal.Wish.Pause _ -> pause(by);
                case Signal.Wish.Continue _ -> goOn(by);
                case Signal.Wish.Choose choose -> choose(choose, by);
            }
            answers.add(asked.answer());
            alongside.add(asked.alongside());
        } catch (MusterException e) {
            asked.answer().completeExceptionally(e);
        }
    }

    private void cancel(String by) {
        if (job.state().isForward()) {
            job = job.at(JobState.CANCELLING).problem(JobProblems.cancelled(job, plan.onFailure()));
            scribe.log(-1, LogLine.Level.WARNING, "Cancelled by " + by + ".");
        }
    }

    private void pause(String by) {
        if (!job.state().isForward()) {
            throw JobProblems.notPausable(job.id(), job.state());
        }
        if (job.state() != JobState.PAUSED) {
            job = job.paused(new Pause(by, now()));
            scribe.log(-1, LogLine.Level.INFO, "Paused by " + by + ".");
        }
    }

    private void goOn(String by) {
        if (!job.state().isForward()) {
            throw JobProblems.notPausable(job.id(), job.state());
        }
        if (job.state() == JobState.PAUSED) {
            Duration paused = job.pause()
                    .map(pause -> Duration.between(pause.at(), now()))
                    .orElse(Duration.ZERO);
            steps().stream()
                    .filter(StepRow::isAsking)
                    .forEach(step -> step.question()
                            .flatMap(Question::until)
                            .ifPresent(until -> changed.put(step.index(), step.askingUntil(until.plus(paused)))));
            job = job.started(now());
            scribe.log(-1, LogLine.Level.INFO, "Continued by " + by + ".");
        }
    }

    void ask(StepRow step) {
        plan.steering(step).prompt().ifPresent(prompt -> ask(step, prompt.question(now()), Optional.empty()));
    }

    private void ask(StepRow step, Question question, Optional<Problem> why) {
        changed.put(step.index(), step.asking(question, why, now()));
        scribe.log(step.index(), LogLine.Level.WARNING, "Asks: " + question.text());
    }

    private void choose(Signal.Wish.Choose choose, String by) {
        StepRow step = steps().stream()
                .filter(one -> one.id().equals(choose.step()) && one.isAsking())
                .filter(_ -> job.state().isForward())
                .findFirst()
                .orElseThrow(() -> JobProblems.notAsking(job.id(), choose.step()));
        Question question = step.question().orElseThrow();
        Question.Choice choice =
                question.choice(choose.choice()).orElseThrow(() -> JobProblems.noChoice(question, choose.choice()));
        if (choice.reasoned() && choose.reason().isBlank()) {
            throw JobProblems.noReason(choice);
        }
        String reason = choose.reason().isBlank() ? "" : ": " + choose.reason();
        scribe.log(step.index(), LogLine.Level.INFO, by + " chose \"" + choice.label() + "\"" + reason);
        told(step, new Answer(question.text(), choice.id(), choice.label(), by, choose.reason(), now()));
    }

    /** Of the questions whose time is over, what is taken then. */
    void takeDefaults() {
        if (job.state() != JobState.RUNNING || scribe.isStopping()) {
            return;
        }
        for (StepRow step : steps()) {
            step.question().filter(_ -> step.isAsking()).filter(this::isOver).ifPresent(question -> {
                String label =
                        question.choice(question.byDefault()).orElseThrow().label();
                scribe.log(step.index(), LogLine.Level.WARNING, "Nobody answered in time: \"" + label + "\" is taken");
                told(step, new Answer(question.text(), question.byDefault(), label, "", "", now()));
            });
        }
    }

    private boolean isOver(Question question) {
        return question.until().filter(until -> !until.isAfter(now())).isPresent();
    }

    private void told(StepRow asking, Answer answer) {
        StepRow step = asking.answered(answer);
        Optional<Problem> failure = step.problem();
        if (failure.isEmpty() || answer.choice().equals(Question.RETRY)) {
            changed.put(step.index(), step.waiting());
        } else if (answer.choice().equals(Question.SKIP)) {
            changed.put(step.index(), step.waived());
        } else {
            failed(step, failure.get());
        }
    }

    private void ended(Signal.Ended ended) {
        threads.ended(ended.step());
        StepRow step = live.step(ended.step());
        if (!ended.begun()) {
            ended.failure()
                    .filter(failure -> !scribe.isHalted() && job.state().isForward())
                    .ifPresent(failure -> fail(step, failure));
        } else if (ended.failure().isEmpty()) {
            changed.put(step.index(), step.done(now()));
        } else if (!job.state().isForward() && wasStopped(ended.failure().get())) {
            String why = job.state() == JobState.CANCELLING ? "the job was cancelled" : "another step failed";
            changed.put(step.index(), step.failed(JobProblems.stopped(step, why), now()));
        } else if (!scribe.isStopping()) {
            fail(step, ended.failure().get());
        }
    }

    private boolean wasStopped(Throwable failure) {
        return failure instanceof InterruptedException
                || (failure instanceof MusterException known && known.problem().code() == ErrorCode.JOB_CANCELLED);
    }

    private void fail(StepRow step, Throwable failure) {
        Problem why = JobProblems.of(step, failure);
        scribe.log(step.index(), LogLine.Level.ERROR, why.text());
        Optional<Steering.Recourse> recourse = plan.steering(step).recourse();
        if (job.state().isForward() && recourse.isPresent()) {
            ask(step, recourse.get().question(step.name(), now()), Optional.of(why));
        } else {
            failed(step, why);
        }
    }

    private void failed(StepRow step, Problem why) {
        changed.put(step.index(), step.failed(why, now()));
        if (!job.state().isForward()) {
            return; // what led here came first
        }
        switch (plan.onFailure()) {
            case UNDO -> job = job.at(JobState.UNDOING).problem(why);
            case KEEP -> skip(StepOrder.unreachable(steps()));
        }
    }

    private void skip(List<StepRow> unneeded) {
        unneeded.forEach(step -> changed.put(step.index(), step.unneeded(now())));
    }

    private List<StepRow> steps() {
        List<StepRow> all = new ArrayList<>(live.steps());
        changed.forEach(all::set);
        return all;
    }

    /** The end of the job goes into the same writing as the end of its last step. */
    void endIfOver() {
        List<StepRow> all = steps();
        boolean undoes = job.state() == JobState.UNDOING
                || (job.state() == JobState.CANCELLING && plan.onCancel() == JobDefinition.OnFailure.UNDO);
        if (threads.count() > 0 || scribe.isStopping() || undoes) {
            return;
        }
        List<StepRow> waiting = all.stream()
                .filter(step -> step.state() == StepState.WAITING || step.state() == StepState.ASKING)
                .toList();
        if (all.stream().allMatch(step -> step.state().isPassed())) {
            job = job.withoutProblem().ended(JobState.DONE, now());
        } else if (job.state() == JobState.CANCELLING) {
            skip(waiting);
            job = job.ended(JobState.CANCELLED, now());
        } else if (waiting.stream().noneMatch(step -> step.isAsking() || StepOrder.ready(step, all))) {
            skip(waiting);
            job = job.problem(JobProblems.several(all)).ended(JobState.FAILED, now());
        }
    }

    void save(Journal.Moment moment) {
        if (!changed.isEmpty() || !job.equals(before) || !alongside.isEmpty()) {
            scribe.save(moment, job, List.copyOf(changed.values()), alongside);
        }
        if (!job.state().isForward()) {
            threads.interruptAll();
        }
        answers.forEach(answer -> answer.complete(true));
    }

    private Instant now() {
        return scribe.clock().instant();
    }
}
