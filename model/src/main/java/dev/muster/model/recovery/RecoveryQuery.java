package dev.muster.model.recovery;

import dev.muster.model.command.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about recovery plans. In each query version 0 is the newest one. */
public sealed interface RecoveryQuery<R extends Record> extends Query<R> {
    /** One version of a plan in full. */
    record Show(PlanId plan, long version) implements RecoveryQuery<SavedPlan> {
        @Override
        public Class<SavedPlan> answer() {
            return SavedPlan.class;
        }
    }

    /** All versions of a plan, the newest first. */
    record Versions(PlanId plan) implements RecoveryQuery<VersionList> {
        @Override
        public Class<VersionList> answer() {
            return VersionList.class;
        }
    }

    /** What is other in one version of a plan than in another. */
    record Compare(PlanId plan, long from, long to) implements RecoveryQuery<DifferenceList> {
        @Override
        public Class<DifferenceList> answer() {
            return DifferenceList.class;
        }
    }

    /** The faults of a plan that may not be saved yet. */
    record Check(PlanSpec spec) implements RecoveryQuery<FoundFaults> {
        @Override
        public Class<FoundFaults> answer() {
            return FoundFaults.class;
        }
    }

    /** How long the recovery of one version of a plan takes. */
    record ForecastPlan(PlanId plan, long version) implements RecoveryQuery<PlanForecast> {
        @Override
        public Class<PlanForecast> answer() {
            return PlanForecast.class;
        }
    }

    /**
     * How long a recovery takes by a plan that may not be saved yet and may have faults.
     *
     * @param spec what it says
     * @param plan the saved plan it will be a version of, whose measured times count; empty for none
     */
    record ForecastSpec(PlanSpec spec, Optional<PlanId> plan) implements RecoveryQuery<PlanForecast> {
        @Override
        public Class<PlanForecast> answer() {
            return PlanForecast.class;
        }
    }

    /**
     * One version of a plan in full.
     *
     * @param plan its name
     * @param version from 1
     * @param saved when it was saved
     * @param by the name of who saved it
     * @param comment what they wrote about it; may be empty
     * @param spec what it says
     * @param faults what is wrong with it; nothing unless it was saved by a Muster that checked less
     */
    record SavedPlan(
            PlanId plan,
            long version,
            Instant saved,
            String by,
            String comment,
            PlanSpec spec,
            List<PlanFault> faults) {
        public SavedPlan {
            faults = List.copyOf(faults);
        }
    }

    /** Versions of a plan, the newest first. */
    record VersionList(List<PlanVersion> versions) {
        public VersionList {
            versions = List.copyOf(versions);
        }
    }

    /**
     * One version of a plan without what it says.
     *
     * @param version from 1
     * @param saved when it was saved
     * @param by the name of who saved it
     * @param comment what they wrote about it; may be empty
     */
    record PlanVersion(long version, Instant saved, String by, String comment) {}

    /** Differences between two versions of a plan, in the order of {@link PlanDifference#between}. */
    record DifferenceList(List<PlanDifference> differences) {
        public DifferenceList {
            differences = List.copyOf(differences);
        }
    }

    /** Faults of a plan, in its order. */
    record FoundFaults(List<PlanFault> faults) {
        public FoundFaults {
            faults = List.copyOf(faults);
        }
    }

    /**
     * How long a recovery takes.
     *
     * @param forecast with the plan's own limits, on one host where the plan leaves the host open
     * @param advice what other limits would do
     */
    record PlanForecast(Forecast forecast, List<Advice> advice) {
        public PlanForecast {
            advice = List.copyOf(advice);
        }
    }
}
