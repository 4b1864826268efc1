package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What a restore point has to do to count as booted, and what the VMs may take: the fields of a {@link BootCheck}. */
final class BootGates {
    private static final long MIB = 1L << 20;

    private final Texts texts;
    private final InventoryImage image;
    private final BooleanProperty agent = new SimpleBooleanProperty(true);
    private final StringProperty serial = new SimpleStringProperty("");
    private final StringProperty seconds = new SimpleStringProperty("" + Readiness.DEFAULT_TIMEOUT.toSeconds());
    private final StringProperty memory = new SimpleStringProperty("");
    private final ObjectProperty<Optional<PoolId>> pool = new SimpleObjectProperty<>(Optional.empty());

    BootGates(Texts texts, InventoryImage image) {
        this.texts = texts;
        this.image = image;
    }

    /** Whether these fields can say it: gates of scripts, and several of one sort, they cannot. */
    static boolean knows(BootCheck check) {
        List<Gate> gates = check.readiness().gates();
        return gates.stream().allMatch(gate -> gate instanceof Gate.Agent || gate instanceof Gate.SerialText)
                && gates.stream().map(Object::getClass).distinct().count() == gates.size();
    }

    /** Fills the fields. */
    void take(BootCheck check) {
        agent.set(check.readiness().gates().stream().anyMatch(Gate.Agent.class::isInstance));
        serial.set(check.readiness().gates().stream()
                .filter(Gate.SerialText.class::isInstance)
                .map(gate -> ((Gate.SerialText) gate).content())
                .findFirst()
                .orElse(""));
        seconds.set("" + check.readiness().timeout().toSeconds());
        memory.set(check.memoryMib().map(String::valueOf).orElse(""));
        pool.set(check.pool());
    }

    /** Whether the guest agent has to answer. */
    BooleanProperty agentProperty() {
        return agent;
    }

    /** What has to appear on the serial console; empty for nothing. */
    StringProperty serialProperty() {
        return serial;
    }

    /** How long that is waited for, in seconds. */
    StringProperty secondsProperty() {
        return seconds;
    }

    /** How much memory the VMs may have together, in MiB; empty for half of what the host has free. */
    StringProperty memoryProperty() {
        return memory;
    }

    /** Where what they write is put; empty for the pool with the most room. */
    ObjectProperty<Optional<PoolId>> poolProperty() {
        return pool;
    }

    /** All that is typed or chosen. */
    Stream<Observable> fields() {
        return Stream.of(agent, serial, seconds, memory, pool);
    }

    /** The pools there are to choose from, the choice of the bridge first. */
    List<Optional<PoolId>> pools() {
        List<Optional<PoolId>> all = new ArrayList<>();
        all.add(Optional.empty());
        RestorePlaces.up(image)
                .filter(RestorePlaces::isDirectory)
                .sorted(Comparator.comparing((Pool one) -> one.id().host()).thenComparing(Pool::name))
                .forEach(one -> all.add(Optional.of(one.id())));
        if (!all.contains(pool.get())) {
            all.add(pool.get());
        }
        return all;
    }

    /** What a choice of {@link #pools} is called. */
    String word(Optional<PoolId> choice) {
        return choice.map(id -> Optional.ofNullable(image.pools().get(id))
                        .map(one -> texts.get(
                                "backup.restore.pool.line",
                                one.name(),
                                one.id().host().text(),
                                Amounts.bytes(one.availableBytes(), texts.locale())))
                        .orElseGet(id::text))
                .orElseGet(() -> texts.get("backup.boot.pool.auto"));
    }

    /** What is wrong, one sentence; empty where nothing is. */
    String problem() {
        if (!agent.get() && serial.get().isBlank()) {
            return texts.get("backup.boot.needs.gate");
        }
        if (number(seconds.get()) < 1) {
            return texts.get("backup.boot.needs.seconds");
        }
        return !memory.get().isBlank() && number(memory.get()) < 1 ? texts.get("backup.boot.needs.memory") : "";
    }

    /** What was typed; 0 where that is no number that can be meant. */
    static int number(String typed) {
        String digits = typed.strip();
        return digits.matches("[0-9]{1,8}") ? Integer.parseInt(digits) : 0;
    }

    /** All of it; empty while something is wrong. */
    Optional<BootCheck> check() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        List<Gate> gates = new ArrayList<>();
        if (agent.get()) {
            gates.add(new Gate.Agent());
        }
        if (!serial.get().isBlank()) {
            gates.add(new Gate.SerialText(serial.get().strip()));
        }
        return Optional.of(new BootCheck(new Readiness(gates, within()), budget(), pool.get()));
    }

    private Duration within() {
        return Duration.ofSeconds(number(seconds.get()));
    }

    private Optional<Long> budget() {
        return memory.get().isBlank() ? Optional.empty() : Optional.of((long) number(memory.get()));
    }

    /** What that means, in sentences; only while nothing is wrong. */
    List<String> review() {
        String within = Amounts.duration(within());
        String text = serial.get().strip();
        List<String> sentences = new ArrayList<>();
        sentences.add(
                !agent.get()
                        ? texts.get("backup.boot.review.serial", text, within)
                        : text.isEmpty()
                                ? texts.get("backup.boot.review.agent", within)
                                : texts.get("backup.boot.review.both", text, within));
        sentences.add(budget().map(
                        mib -> texts.get("backup.boot.review.memory", Amounts.bytes(mib * MIB, texts.locale())))
                .orElseGet(() -> texts.get("backup.boot.review.memory.half")));
        return sentences;
    }
}
