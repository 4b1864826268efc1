package dev.muster.bridge.recovery;

import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.PlanVersions;
import dev.muster.bridge.store.PlanVersions.Draft;
import dev.muster.bridge.store.PlanVersions.Version;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery.PlanVersion;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.util.List;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovery plans in all their versions, durable before anybody sees them. */
final class Plans {
    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);

    private final PlanVersions versions;
    private final ObjectPublisher objects;

    Plans(PlanVersions versions, ObjectPublisher objects) {
        this.versions = versions;
        this.objects = objects;
    }

    /** Publishes all plans; one that cannot be read is left out, so that the bridge and the other plans are there. */
    void publish() {
        for (Version version : versions.newest()) {
            try {
                objects.put(summary(saved(version)));
            } catch (MusterException e) {
                LOG.warn(
                        "The recovery plan {} cannot be read and is not listed",
                        version.draft().plan(),
                        e);
            }
        }
    }

    boolean exists(PlanId plan) {
        return versions.find(plan.text(), 0).isPresent();
    }

    /**
     * One version of a plan.
     *
     * @param version 0 for the newest
     * @throws MusterException {@code PLAN_NOT_FOUND}
     */
    SavedPlan require(PlanId plan, long version) {
        return versions.find(plan.text(), version)
                .map(Plans::saved)
                .orElseThrow(() -> version == 0 || !exists(plan)
                        ? absent(plan)
                        : Problem.of(
                                        ErrorCode.PLAN_NOT_FOUND,
                                        "The recovery plan \"" + plan + "\" has no version " + version + ".",
                                        "Nothing was changed.",
                                        "Look at the list of its versions.")
                                .toException());
    }

    /**
     * All versions of a plan, the newest first.
     *
     * @throws MusterException {@code PLAN_NOT_FOUND}
     */
    List<PlanVersion> versions(PlanId plan) {
        List<Version> all = versions.of(plan.text());
        if (all.isEmpty()) {
            throw absent(plan);
        }
        return all.stream()
                .map(one -> new PlanVersion(
                        one.version(),
                        one.draft().saved(),
                        one.draft().by(),
                        one.draft().comment()))
                .toList();
    }

    /**
     * Saves the next version of a plan and publishes it; the same job again changes nothing.
     *
     * @param fits whether the newest version there is, 0 for none, may be followed
     * @throws MusterException {@code VERSION_CONFLICT} where it may not
     */
    void save(Draft draft, LongPredicate fits) {
        Version saved = versions.save(draft, fits).orElseThrow(() -> conflict(PlanId.of(draft.plan())));
        objects.put(summary(saved(saved)));
    }

    void delete(PlanId plan) {
        versions.find(plan.text(), 0).ifPresent(newest -> {
            RecoveryPlan listed = listed(newest);
            versions.delete(plan.text());
            objects.gone(listed);
        });
    }

    static MusterException conflict(PlanId plan) {
        return Problem.of(
                        ErrorCode.VERSION_CONFLICT,
                        "The recovery plan \"" + plan + "\" was changed in the meantime.",
                        "Nothing was changed.",
                        "Compare it with its newest version, then save it again.")
                .toException();
    }

    private static MusterException absent(PlanId plan) {
        return Problem.of(
                        ErrorCode.PLAN_NOT_FOUND,
                        "There is no recovery plan \"" + plan + "\".",
                        "Nothing was changed.",
                        "Look at the list of recovery plans.")
                .toException();
    }

    private static SavedPlan saved(Version version) {
        PlanSpec spec = Json.read(version.body(), PlanSpec.class);
        return new SavedPlan(
                PlanId.of(version.draft().plan()),
                version.version(),
                version.draft().saved(),
                version.draft().by(),
                version.draft().comment(),
                spec,
                PlanCheck.of(spec));
    }

    /** As it is listed; one that cannot be read can be deleted all the same. */
    private static RecoveryPlan listed(Version version) {
        PlanSpec nothing = PlanSpec.of(List.of());
        Draft draft = version.draft();
        return summary(new SavedPlan(
                PlanId.of(draft.plan()),
                version.version(),
                draft.saved(),
                draft.by(),
                draft.comment(),
                nothing,
                List.of()));
    }

    private static RecoveryPlan summary(SavedPlan saved) {
        return new RecoveryPlan(
                saved.plan(),
                saved.version(),
                saved.spec().description(),
                saved.spec().objective(),
                saved.spec().tiers().size(),
                (int) saved.spec().items().stream()
                        .filter(PlanMachine.class::isInstance)
                        .count(),
                saved.spec().networks().size(),
                saved.saved(),
                saved.by(),
                saved.comment(),
                saved.faults().size());
    }
}
