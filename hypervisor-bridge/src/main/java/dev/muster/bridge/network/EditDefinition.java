package dev.muster.bridge.network;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkXml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a network's definition and, where that is asked, starts it anew with it. */
final class EditDefinition {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What it was defined as, for taking the change back. */
    private static final String BEFORE = "networkBefore";

    private final Lookup lookup;
    private final NetworkChecks checks;

    EditDefinition(Lookup lookup, NetworkChecks checks) {
        this.lookup = lookup;
        this.checks = checks;
    }

    JobDefinition<NetworkCommand.Edit> definition() {
        return new ComposedDefinition<>(
                NetworkCommand.Edit.class,
                (command, by) -> prepare(command, Reach.of(by)),
                this::steps,
                OnFailure.UNDO);
    }

    private Prepared prepare(NetworkCommand.Edit command, Reach reach) {
        Network network = lookup.network(command.network());
        if (!network.persistent()) {
            throw Problem.of(
                            ErrorCode.NETWORK_STATE,
                            "The network \"" + network.name() + "\" is gone when it is down, so it has no definition.",
                            "It stays as it is.",
                            "Make a new network.")
                    .toException();
        }
        checks.requireAddressFree(command.network().host(), command.spec(), Optional.of(command.network()));
        if (command.restart()) {
            checks.requireUnused(network);
        }
        String before = hypervisor(command.network()).networks().xml(command.network());
        reach.require(NetworkXml.spec(before), command.spec());
        // tried here, so that what cannot be is refused before there is a job
        NetworkXml.edited(before, command.spec());
        return new Prepared(
                "Change network " + network.name(),
                Map.of("name", network.name(), "up", String.valueOf(network.active()), BEFORE, before));
    }

    private List<StepDefinition> steps(NetworkCommand.Edit command, Map<String, String> facts) {
        NetworkId id = command.network();
        String name = facts.getOrDefault("name", "");
        String before = facts.getOrDefault(BEFORE, "");
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(new StepDefinition(
                "define",
                "Define network " + name + " anew",
                id.text(),
                List.of(),
                _ -> hypervisor(id).networks().define(id.host(), NetworkXml.edited(before, command.spec())),
                _ -> hypervisor(id).networks().define(id.host(), before)));
        if (command.restart() && facts.getOrDefault("up", "").equals("true")) {
            steps.add(new StepDefinition(
                    "restart",
                    "Start network " + name + " anew",
                    id.text(),
                    List.of(0),
                    context -> restart(id, context),
                    StepDefinition.NOTHING));
        }
        return steps;
    }

    private void restart(NetworkId id, StepContext context) throws InterruptedException {
        checks.requireUnused(lookup.network(id));
        hypervisor(id).networks().stop(id);
        hypervisor(id).networks().start(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the network to be up",
                LIMIT,
                image -> Optional.ofNullable(image.networks().get(id))
                        .filter(Network::active)
                        .isPresent());
    }

    private Hypervisor hypervisor(NetworkId id) {
        return lookup.hypervisor(id.host());
    }
}
