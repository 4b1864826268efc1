package dev.muster.bridge.finding;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.feature.report.RunFindings;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The register of findings. Changes are made one after the other, so that none is lost. */
public final class Findings implements RunFindings {
    private final ObjectStore<Finding> store;

    /** Keeps them there. */
    public Findings(ObjectStore<Finding> store) {
        this.store = store;
    }

    void publish() {
        store.publish();
    }

    /** One of them; {@code FINDING_NOT_FOUND} */
    Finding require(FindingId id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    /** Those of a plan. */
    List<Finding> of(PlanId plan) {
        return store.all().stream()
                .filter(finding -> finding.plan().equals(plan))
                .toList();
    }

    @Override
    public List<Finding> of(JobId run) {
        return worstFirst(finding -> finding.isOf(run));
    }

    @Override
    public List<Finding> pending(PlanId plan) {
        return worstFirst(
                finding -> finding.plan().equals(plan) && finding.status().isPending());
    }

    @Override
    public List<Finding> retestedBy(JobId run) {
        return worstFirst(finding -> finding.retested().filter(run::equals).isPresent());
    }

    private List<Finding> worstFirst(Predicate<Finding> which) {
        return store.all().stream()
                .filter(which)
                .sorted(Comparator.comparing(Finding::severity)
                        .reversed()
                        .thenComparing(finding -> finding.id().text()))
                .toList();
    }

    /** Adds one; one that is there already stays as it is. */
    synchronized void add(Finding finding) {
        if (store.find(finding.id()).isEmpty()) {
            store.put(finding);
        }
    }

    /** Changes one; {@code FINDING_NOT_FOUND} */
    synchronized void change(FindingId id, UnaryOperator<Finding> change) {
        if (store.update(id, change).isEmpty()) {
            throw notFound(id);
        }
    }

    /**
     * Puts those of a plan into a new state.
     *
     * @param change what is new or changes, by all that there are
     */
    synchronized void put(PlanId plan, Function<List<Finding>, List<Finding>> change) {
        change.apply(of(plan)).forEach(store::put);
    }

    private static MusterException notFound(FindingId id) {
        return Problem.of(
                        ErrorCode.FINDING_NOT_FOUND,
                        "There is no finding \"" + id + "\".",
                        "Nothing was changed.",
                        "Look at the list of findings.")
                .toException();
    }
}
