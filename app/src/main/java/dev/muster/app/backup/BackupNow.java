package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Backs VMs up when it is asked to: whether it can, and where to. */
final class BackupNow {
    private final Asks asks;
    private final Texts texts;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;

    BackupNow(Asks asks, Texts texts, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** The repositories there are, by name. */
    static List<RepositoryId> repositories(InventoryImage image) {
        return image.objects(Repository.class).values().stream()
                .map(Repository::id)
                .sorted((one, other) -> one.text().compareTo(other.text()))
                .toList();
    }

    /** The repositories that can be worked with, as far as that is known. */
    static List<RepositoryId> usable(InventoryImage image, List<RepositoryState> states) {
        Set<RepositoryId> bad = states.stream()
                .filter(state -> state.problem().isPresent())
                .map(state -> state.repository().id())
                .collect(Collectors.toSet());
        return repositories(image).stream().filter(one -> !bad.contains(one)).toList();
    }

    /** Why these VMs cannot be backed up now; empty when they can. */
    Optional<String> refusal(List<Vm> vms, InventoryImage image) {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (vms.isEmpty()) {
            return Optional.of(texts.get("backup.refused.none"));
        }
        if (repositories(image).isEmpty()) {
            return Optional.of(texts.get("backup.refused.repository"));
        }
        return vms.stream()
                .map(vm -> refusal(vm, image))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> refusal(Vm vm, InventoryImage image) {
        if (!image.isConnected(vm.id().host())) {
            return Optional.of(texts.get("object.refused.lost", vm.id().host().text()));
        }
        return vm.state() == VmState.UNKNOWN || vm.state() == VmState.CRASHED
                ? Optional.of(texts.get("backup.refused.state", vm.name()))
                : Optional.empty();
    }

    /** Backs them up to that repository. */
    void run(List<VmId> vms, RepositoryId repository) {
        vms.forEach(vm -> asks.submit(new BackupCommand.Run(vm, repository), onJob, onProblem));
    }
}
