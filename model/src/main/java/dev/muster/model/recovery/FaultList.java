package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects faults in the order in which they are found, at a path and for an item. */
final class FaultList {
    private final List<PlanFault> faults;
    private final String path;
    private final Optional<String> key;

    private FaultList(List<PlanFault> faults, String path, Optional<String> key) {
        this.faults = faults;
        this.path = path;
        this.key = key;
    }

    FaultList() {
        this(new ArrayList<>(), "", Optional.empty());
    }

    /** Collects into the same list at a part of this path. */
    FaultList at(String part) {
        return new FaultList(faults, path.isEmpty() ? part : path + "." + part, key);
    }

    FaultList at(String part, int index) {
        return at(part + "[" + index + "]");
    }

    /** Collects into the same list for that item. */
    FaultList of(String item) {
        return new FaultList(faults, path, Optional.of(item));
    }

    void add(Kind kind, String text) {
        faults.add(new PlanFault(kind, path, key, text));
    }

    void require(boolean holds, Kind kind, String text) {
        if (!holds) {
            add(kind, text);
        }
    }

    void requireForm(Pattern form, String value, String what, String allowed) {
        require(
                form.matcher(value).matches(),
                Kind.MALFORMED,
                Words.quoted(value) + " cannot be " + what + ": " + allowed);
    }

    void requireText(String value, String what) {
        require(!value.isBlank(), Kind.EMPTY, what + " is empty.");
    }

    void requireRange(long value, long least, long most, String what) {
        require(
                value >= least && value <= most,
                Kind.OUT_OF_RANGE,
                what + " is from " + least + " to " + most + ", not " + value + ".");
    }

    void requirePort(int port) {
        requireRange(port, 1, 65_535, "A port");
    }

    void requirePositive(Duration time, String what) {
        require(!time.isNegative() && !time.isZero(), Kind.TIME_INVALID, what + " is longer than zero.");
    }

    List<PlanFault> faults() {
        return List.copyOf(faults);
    }
}
