package dev.muster.bridge.recovery.run;

import dev.muster.bridge.hypervisor.GuestProgram;
import dev.muster.bridge.hypervisor.GuestRunner;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.recovery.PlanCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands of a machine before it is recovered and after its gates are met. One that ended well before a restart of the
 * bridge is not run again; one of which that is not known is.
 */
final class MachineCommands {
    private final RunGround ground;
    private final String key;
    private final VmId vm;
    private final Map<String, String> environment;

    /**
     * Those of a machine.
     *
     * @param key its key in the plan
     * @param vm where it runs, or will run
     * @param environment of programs on the bridge's machine
     */
    MachineCommands(RunGround ground, String key, VmId vm, Map<String, String> environment) {
        this.ground = ground;
        this.key = key;
        this.vm = vm;
        this.environment = Map.copyOf(environment);
    }

    /** Runs them one after another; {@code PROGRAM_FAILED} where one fails that must not. */
    void run(String when, List<PlanCommand> commands, StepContext context) throws InterruptedException {
        for (int at = 0; at < commands.size(); at++) {
            PlanCommand command = commands.get(at);
            SubstepContext told = context.substep(when + "-" + at, "Run " + command.text());
            if (!told.isDone()) {
                run(command, told, context);
            }
        }
    }

    private void run(PlanCommand command, SubstepContext told, StepContext context) throws InterruptedException {
        try {
            switch (command) {
                case PlanCommand.OnBridge program -> onBridge(program, told);
                case PlanCommand.InGuest program -> inGuest(program, told);
            }
            told.done();
        } catch (MusterException e) {
            told.failed(e.problem());
            // a job that is cancelled is not gone on with, whether the command had to succeed or not
            if (command.required() || e.problem().code() == ErrorCode.JOB_CANCELLED) {
                throw e;
            }
            context.log(LogLine.Level.WARNING, e.problem().what());
        }
    }

    private void onBridge(PlanCommand.OnBridge program, SubstepContext told) throws InterruptedException {
        Programs.Ended ended =
                ground.programs().run(program.program(), program.arguments(), environment, program.timeLimit(), told);
        requireGood(program.program(), ended.status(), ended.output());
    }

    private void inGuest(PlanCommand.InGuest command, SubstepContext told) throws InterruptedException {
        GuestRunner runner =
                new GuestRunner(ground.lookup().hypervisor(vm.host()).vms(), vm);
        GuestRunner.Outcome outcome = runner.run(
                new GuestProgram(command.path(), command.arguments()), command.timeLimit(), told::waitingFor);
        told.output(outcome.output());
        switch (outcome) {
            case GuestRunner.Outcome.Done done -> requireGood(command.path(), done.status(), done.output());
            case GuestRunner.Outcome.Late late -> throw late(command.path(), command.timeLimit(), late);
        }
    }

    private void requireGood(String program, int status, String output) {
        if (status != 0) {
            throw Problem.of(
                            ErrorCode.PROGRAM_FAILED,
                            "\"" + program + "\" ended with " + status + ".",
                            key + " is as it was.",
                            "Look at what it said.")
                    .withDetails(output)
                    .toException();
        }
    }

    private MusterException late(String program, Duration limit, GuestRunner.Outcome.Late late) {
        Problem problem = late.ended()
                ? Problem.of(
                        ErrorCode.PROGRAM_FAILED,
                        "\"" + program + "\" did not end within " + limit.toSeconds()
                                + " s and was ended in the guest of " + key + ".",
                        "What it had done by then stays.",
                        "Look at what it said, or give it more time in the plan.")
                : Problem.of(
                        ErrorCode.PROGRAM_FAILED,
                        "\"" + program + "\" did not end within " + limit.toSeconds()
                                + " s and could not be ended in the guest of " + key + ".",
                        "It may still run there.",
                        "End it in the guest, or give it more time in the plan.");
        return problem.withDetails(late.output()).toException();
    }
}
