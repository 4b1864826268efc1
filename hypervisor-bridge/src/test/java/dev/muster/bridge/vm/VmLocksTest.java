package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobEngine;
import dev.muster.bridge.job.JobListener;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.vm.VmLocks.Manner;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmLocksTest {
    private static final VmId A = new VmId(HostId.of("h1"), new UUID(1, 1));
    private static final VmId B = new VmId(HostId.of("h1"), new UUID(1, 2));
    private static final JobListener NOBODY = new JobListener() {
        @Override
        public void onJob(Job job) {}

        @Override
        public void onLog(JobId job, LogLine line) {}
    };

    @TempDir
    Path state;

    /** Two steps on one VM with a pause between them in which no step runs. */
    private record Slow(VmLocks locks, CountDownLatch paused, CountDownLatch goOn)
            implements JobDefinition<VmCommand.Delete> {
        @Override
        public Class<VmCommand.Delete> command() {
            return VmCommand.Delete.class;
        }

        @Override
        public Prepared prepare(VmCommand.Delete command, Principal by) {
            return new Prepared("Slow", Map.of());
        }

        @Override
        public Claim claim(JobId job, VmCommand.Delete command, Map<String, String> facts) {
            return locks.claimAll(
                    job,
                    command.deletions().stream().map(VmCommand.Deletion::vm).toList(),
                    "Slow work",
                    Manner.EXCLUSIVE);
        }

        @Override
        public List<StepDefinition> steps(VmCommand.Delete command, Map<String, String> facts) {
            return List.of(step("first", List.of(), () -> {}), pause(), step("second", List.of(1), () -> {}));
        }

        private StepDefinition pause() {
            return new StepDefinition(
                    "pause",
                    "pause",
                    "",
                    List.of(0),
                    context -> {
                        paused.countDown();
                        goOn.await();
                    },
                    StepDefinition.NOTHING);
        }

        private StepDefinition step(String name, List<Integer> after, Runnable work) {
            return new StepDefinition(
                    name,
                    name,
                    "",
                    after,
                    context -> {
                        try (VmLocks.Hold _ = locks.hold(context.job(), A, name, Manner.EXCLUSIVE)) {
                            work.run();
                        }
                    },
                    StepDefinition.NOTHING);
        }

        @Override
        public OnRestart onRestart() {
            return OnRestart.RESUME;
        }

        @Override
        public OnFailure onFailure() {
            return OnFailure.KEEP;
        }
    }

    /** One step on each VM that it could get. */
    private record Quick(VmLocks locks) implements JobDefinition<VmCommand.Power> {
        @Override
        public Class<VmCommand.Power> command() {
            return VmCommand.Power.class;
        }

        @Override
        public Prepared prepare(VmCommand.Power command, Principal by) {
            return new Prepared("Quick", Map.of());
        }

        @Override
        public Claim claim(JobId job, VmCommand.Power command, Map<String, String> facts) {
            return locks.claimFree(job, command.vms(), "Quick work", Manner.EXCLUSIVE);
        }

        @Override
        public List<StepDefinition> steps(VmCommand.Power command, Map<String, String> facts) {
            return List.of(new StepDefinition("quick", "quick", "", List.of(), context -> {}, StepDefinition.NOTHING));
        }

        @Override
        public OnRestart onRestart() {
            return OnRestart.RESUME;
        }

        @Override
        public OnFailure onFailure() {
            return OnFailure.KEEP;
        }
    }

    private final CountDownLatch paused = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private JobEngine engine(Store store) {
        VmLocks locks = new VmLocks();
        return new JobEngine(
                store, List.of(new Slow(locks, paused, goOn), new Quick(locks)), Clock.systemUTC(), NOBODY);
    }

    private static JobId submit(JobEngine engine, Command command) {
        return engine.submit(command, OPERATOR, "", _ -> _ -> 0);
    }

    private static VmCommand.Delete slow() {
        return new VmCommand.Delete(List.of(new VmCommand.Deletion(A, List.of())));
    }

    private static VmCommand.Power quick(VmId... vms) {
        return new VmCommand.Power(PowerAction.START, List.of(vms));
    }

    private static void assertBusy(JobEngine engine) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> submit(engine, quick(A)));
        assertThat(refused.problem().code()).isEqualTo(ErrorCode.VM_BUSY);
        assertThat(refused.problem().what()).contains("Slow work");
        assertThat(engine.unfinished()).hasSize(1);
    }

    private static void awaitNone(JobEngine engine) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> engine.unfinished().isEmpty());
    }

    @Test
    void nobody_slips_in_between_the_steps_of_a_job() throws Exception {
        try (Store store = Store.open(state);
                JobEngine engine = engine(store)) {
            engine.start();
            submit(engine, slow());
            paused.await();

            assertBusy(engine);
            assertThat(submit(engine, quick(B, A))).isNotNull(); // B is free

            goOn.countDown();
            awaitNone(engine);
            assertThat(submit(engine, quick(A))).isNotNull();
            awaitNone(engine);
        }
    }

    @Test
    void after_a_restart_a_job_holds_its_vm_before_anybody_else_can_ask_for_it() throws Exception {
        try (Store store = Store.open(state)) {
            try (JobEngine engine = engine(store)) {
                engine.start();
                submit(engine, slow());
                paused.await();
            }
            try (JobEngine again = engine(store)) {
                assertBusy(again); // not taken up yet
                again.start();
                assertBusy(again);

                goOn.countDown();
                awaitNone(again);
                assertThat(submit(again, quick(A))).isNotNull();
                awaitNone(again);
            }
        }
    }

    @Test
    void all_are_claimed_or_none() {
        VmLocks locks = new VmLocks();
        JobDefinition.Claim first = locks.claimAll(JobId.of("one"), List.of(B), "one", Manner.EXCLUSIVE);

        assertThatThrownBy(() -> locks.claimAll(JobId.of("two"), List.of(A, B), "two", Manner.EXCLUSIVE))
                .isInstanceOf(MusterException.class);
        assertThat(locks.refusal(A, Manner.EXCLUSIVE)).isEmpty();
        first.release();
        assertThat(locks.refusal(B, Manner.EXCLUSIVE)).isEmpty();
    }

    @Test
    void who_is_patient_and_was_pushed_aside_takes_nothing_with_it() {
        VmLocks locks = new VmLocks();
        JobDefinition.Claim patient = locks.claimAll(JobId.of("one"), List.of(A), "Shut down a", Manner.PATIENT);
        JobDefinition.Claim forced = locks.claimAll(JobId.of("two"), List.of(A), "Force off a", Manner.FORCED);

        patient.release();
        assertThat(locks.refusal(A, Manner.EXCLUSIVE)).isPresent();
        forced.release();
        assertThat(locks.refusal(A, Manner.EXCLUSIVE)).isEmpty();
    }

    @Test
    void jobs_on_many_vms_in_any_order_never_wait_for_each_other_nor_share_one() throws Exception {
        VmLocks locks = new VmLocks();
        List<VmId> vms = IntStream.range(0, 6)
                .mapToObj(i -> new VmId(HostId.of("h1"), new UUID(2, i)))
                .toList();
        List<AtomicBoolean> used = vms.stream().map(_ -> new AtomicBoolean()).toList();
        AtomicInteger claimed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                JobId job = JobId.of("job-" + thread);
                Random random = new Random(thread);
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 2_000; round++) {
                        List<Integer> mine = new ArrayList<>(
                                IntStream.range(0, vms.size()).boxed().toList());
                        Collections.shuffle(mine, random);
                        List<Integer> some = mine.subList(0, 3);
                        try {
                            JobDefinition.Claim claim = locks.claimAll(
                                    job, some.stream().map(vms::get).toList(), "work", Manner.EXCLUSIVE);
                            some.forEach(vm -> assertThat(used.get(vm).compareAndSet(false, true))
                                    .isTrue());
                            claimed.incrementAndGet();
                            Thread.onSpinWait();
                            some.forEach(vm -> used.get(vm).set(false));
                            claim.release();
                        } catch (MusterException busy) {
                            assertThat(busy.problem().code()).isEqualTo(ErrorCode.VM_BUSY);
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(claimed).hasPositiveValue();
        vms.forEach(vm -> assertThat(locks.refusal(vm, Manner.EXCLUSIVE)).isEmpty());
    }
}
