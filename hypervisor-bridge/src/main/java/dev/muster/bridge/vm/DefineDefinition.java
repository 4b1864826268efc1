package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a VM from raw domain XML, which is left as it is but for a UUID where it has none. */
final class DefineDefinition implements JobDefinition<VmCommand.Define> {
    private final Lookup lookup;
    private final Definitions definitions;
    private final Minting minting;

    DefineDefinition(Lookup lookup, Definitions definitions, Minting minting) {
        this.lookup = lookup;
        this.definitions = definitions;
        this.minting = minting;
    }

    @Override
    public Class<VmCommand.Define> command() {
        return VmCommand.Define.class;
    }

    @Override
    public Prepared prepare(VmCommand.Define command, Principal by) {
        DomainDocument document = DomainDocument.parse(command.xml());
        if (document.name().isEmpty()) {
            throw Problem.of(
                            ErrorCode.XML_INVALID,
                            "The domain XML has no <name>.",
                            "No VM was made.",
                            "Add the name and try again.")
                    .toException();
        }
        lookup.connected(command.host());
        UUID uuid = document.uuid().orElseGet(minting::uuid);
        definitions.requireFree(command.host(), document.name(), new VmId(command.host(), uuid));
        return new Prepared(
                "Create " + document.name() + " on " + command.host() + " from XML", Map.of("uuid", uuid.toString()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.Define command, Map<String, String> facts) {
        UUID uuid = UUID.fromString(facts.getOrDefault("uuid", ""));
        return definitions.claim(
                job,
                new VmId(command.host(), uuid),
                DomainDocument.parse(command.xml()).name());
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Define command, Map<String, String> facts) {
        UUID uuid = UUID.fromString(facts.getOrDefault("uuid", ""));
        DomainDocument document = DomainDocument.parse(command.xml()).withUuid(uuid);
        VmId id = new VmId(command.host(), uuid);
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(definitions.define(id, document.name(), document.xml(), List.of()));
        if (command.start()) {
            steps.add(definitions.start(id, document.name(), List.of(0)));
        }
        return steps;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
