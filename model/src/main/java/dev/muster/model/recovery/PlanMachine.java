package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A machine that is recovered.
 *
 * @param key unique in the plan
 * @param onlyIf the answer it is bound to
 * @param source what it is recovered from
 * @param point which of its restore points
 * @param hardware what it has other than its restore point says
 * @param place where it is recovered
 * @param nics what its NICs are plugged into
 * @param needs keys of the items whose gates it waits for
 * @param delay how long it waits after the last of those
 * @param readiness its gates
 * @param onFailure what is done when it does not become ready
 * @param before commands before it is recovered; the bridge's only, as there is no guest yet
 * @param after commands after its gates are met; those that wait for it wait for them too
 * @param estimate how long the operator thinks it takes from its begin until those have ended; counts until it was measured
 */
public record PlanMachine(
        String key,
        Optional<Choice> onlyIf,
        MachineSource source,
        PointChoice point,
        HardwareOverride hardware,
        Place place,
        List<PlanNic> nics,
        List<String> needs,
        Duration delay,
        Readiness readiness,
        FailureRule onFailure,
        List<PlanCommand> before,
        List<PlanCommand> after,
        Optional<Duration> estimate)
        implements PlanItem {
    public PlanMachine {
        nics = List.copyOf(nics);
        needs = List.copyOf(needs);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** A machine with defaults for all but its source. */
    public static PlanMachine of(String key, MachineSource source) {
        return new PlanMachine(
                key,
                Optional.empty(),
                source,
                PointChoice.DEFAULT,
                HardwareOverride.NONE,
                Place.ANY,
                List.of(),
                List.of(),
                Duration.ZERO,
                Readiness.STARTED,
                FailureRule.STOP,
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Override
    public PlanMachine withNeeds(List<String> keys) {
        return copy(onlyIf, point, hardware, place, nics, keys, delay, readiness, before, after, estimate);
    }

    @Override
    public PlanMachine withOnlyIf(Optional<Choice> choice) {
        return copy(choice, point, hardware, place, nics, needs, delay, readiness, before, after, estimate);
    }

    /** The same machine from another point. */
    public PlanMachine withPoint(PointChoice other) {
        return copy(onlyIf, other, hardware, place, nics, needs, delay, readiness, before, after, estimate);
    }

    /** The same machine with other hardware. */
    public PlanMachine withHardware(HardwareOverride other) {
        return copy(onlyIf, point, other, place, nics, needs, delay, readiness, before, after, estimate);
    }

    /** The same machine in another place. */
    public PlanMachine withPlace(Place other) {
        return copy(onlyIf, point, hardware, other, nics, needs, delay, readiness, before, after, estimate);
    }

    /** The same machine with other NICs. */
    public PlanMachine withNics(List<PlanNic> others) {
        return copy(onlyIf, point, hardware, place, others, needs, delay, readiness, before, after, estimate);
    }

    /** The same machine with another delay. */
    public PlanMachine withDelay(Duration other) {
        return copy(onlyIf, point, hardware, place, nics, needs, other, readiness, before, after, estimate);
    }

    /** The same machine with other gates. */
    public PlanMachine withReadiness(Readiness other) {
        return copy(onlyIf, point, hardware, place, nics, needs, delay, other, before, after, estimate);
    }

    /** The same machine with other commands. */
    public PlanMachine withCommands(List<PlanCommand> first, List<PlanCommand> last) {
        return copy(onlyIf, point, hardware, place, nics, needs, delay, readiness, first, last, estimate);
    }

    /** The same machine with another estimate. */
    public PlanMachine withEstimate(Optional<Duration> other) {
        return copy(onlyIf, point, hardware, place, nics, needs, delay, readiness, before, after, other);
    }

    /** The same machine with another rule for its failure. */
    public PlanMachine withOnFailure(FailureRule other) {
        return new PlanMachine(
                key, onlyIf, source, point, hardware, place, nics, needs, delay, readiness, other, before, after,
                estimate);
    }

    private PlanMachine copy(
            Optional<Choice> onlyIf,
            PointChoice point,
            HardwareOverride hardware,
            Place place,
            List<PlanNic> nics,
            List<String> needs,
            Duration delay,
            Readiness readiness,
            List<PlanCommand> before,
            List<PlanCommand> after,
            Optional<Duration> estimate) {
        return new PlanMachine(
                key, onlyIf, source, point, hardware, place, nics, needs, delay, readiness, onFailure, before, after,
                estimate);
    }
}
