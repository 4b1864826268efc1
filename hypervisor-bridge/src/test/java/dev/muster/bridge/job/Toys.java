package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Commands and definitions for trying the engine without a hypervisor. */
final class Toys {
    static final Principal ANNA = new Principal("anna", Role.OPERATOR, "local");
    static final HostId HOST = HostId.of("h1");

    /** Nothing is written alongside a job. */
    static final Function<JobId, Work<?>> NOTHING = _ -> _ -> 0;

    /** Nor alongside its being cancelled. */
    static final Work<Integer> NOTHING_MORE = _ -> 0;

    private Toys() {}

    static VmCommand.Power power(int vms) {
        return new VmCommand.Power(
                PowerAction.START,
                java.util.stream.IntStream.range(0, vms)
                        .mapToObj(i -> new VmId(HOST, new UUID(1, i)))
                        .toList());
    }

    static VmCommand.Define define(String xml) {
        return new VmCommand.Define(HOST, xml, true);
    }

    static NetworkCommand.Define network(String xml) {
        return new NetworkCommand.Define(HOST, xml);
    }

    static StepDefinition step(String name, StepDefinition.Action run, Integer... after) {
        return new StepDefinition(name, name, "", List.of(after), run, StepDefinition.NOTHING);
    }

    static StepDefinition step(String name, StepDefinition.Action run, StepDefinition.Action undo, Integer... after) {
        return new StepDefinition(name, name, "", List.of(after), run, undo);
    }

    /** A definition made of its parts. */
    record Toy<C extends Command>(
            Class<C> command, OnRestart onRestart, OnFailure onFailure, Function<C, List<StepDefinition>> work)
            implements JobDefinition<C> {
        @Override
        public Prepared prepare(C command, Principal by) {
            String title = "Toy";
            if (command instanceof VmCommand.Define define) {
                title = define.xml();
            } else if (command instanceof NetworkCommand.Define define) {
                title = define.xml();
            } else if (command instanceof VmCommand.Power power) {
                title = power.vms().getFirst().uuid().toString();
            } else if (command instanceof VmCommand.Delete delete) {
                title = delete.deletions().getFirst().vm().uuid().toString();
            }
            return new Prepared(title, Map.of("minted", "once"));
        }

        @Override
        public List<StepDefinition> steps(C command, Map<String, String> facts) {
            return work.apply(command);
        }
    }

    static Toy<VmCommand.Power> toy(
            JobDefinition.OnRestart onRestart, JobDefinition.OnFailure onFailure, StepDefinition... steps) {
        return new Toy<>(VmCommand.Power.class, onRestart, onFailure, command -> List.of(steps));
    }
}
