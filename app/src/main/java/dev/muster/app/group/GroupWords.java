package dev.muster.app.group;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupQuery.Hold;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.schedule.Schedule;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Consistency groups in the operator's words. */
final class GroupWords {
    private static final Duration LONG = Duration.ofDays(2);

    private final Texts texts;

    GroupWords(Texts texts) {
        this.texts = texts;
    }

    static Tone tone(GroupLine.Health health) {
        return switch (health) {
            case GOOD -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case NEVER -> Tone.UNKNOWN;
        };
    }

    String health(GroupLine line) {
        return texts.get("group.health." + line.health().name().toLowerCase(Locale.ROOT));
    }

    /** How many members a group has and how old its newest good set is, on one line. */
    String summary(GroupLine line, boolean loaded, Instant now) {
        String newest = line.newest()
                .map(at -> texts.get("group.line.newest", Amounts.rough(Duration.between(at, now))))
                .orElseGet(() -> texts.get(loaded ? "group.line.noset" : "group.line.loading"));
        return texts.get("group.line", line.members(), newest);
    }

    static Tone tone(HistoryLine.Status status) {
        return switch (status) {
            case GOOD, VERIFIED -> Tone.GOOD;
            case DAMAGED -> Tone.BAD;
            case FAILED -> Tone.WARNING;
        };
    }

    String status(HistoryLine line) {
        return texts.get("group.status." + line.status().name().toLowerCase(Locale.ROOT));
    }

    /** What is known of a set beyond its state. */
    String health(HistoryLine line) {
        return switch (line.status()) {
            case GOOD -> texts.get("group.set.unverified");
            case VERIFIED ->
                line.set()
                        .flatMap(Listed::verified)
                        .map(at -> texts.get("group.set.verified", exact(at)))
                        .orElse("");
            case DAMAGED ->
                line.set()
                        .flatMap(Listed::problem)
                        .map(why -> texts.say(why.what()))
                        .orElse("");
            case FAILED ->
                line.attempt()
                        .flatMap(attempt -> attempt.problem())
                        .map(why -> texts.say(why.what()))
                        .orElse("");
        };
    }

    /** How long ago that was. */
    String age(Instant at) {
        return texts.get("ago", Amounts.rough(Duration.between(at, Instant.now())));
    }

    String exact(Instant at) {
        return Times.full(at, texts.locale());
    }

    /** When a group is captured by itself next. */
    String scheduled(List<Schedule> schedules) {
        return schedules.stream()
                .findFirst()
                .map(schedule -> texts.get(
                        "group.scheduled",
                        schedule.id().text(),
                        schedule.next().map(this::exact).orElse("–")))
                .orElseGet(() -> texts.get("group.unscheduled"));
    }

    /** A long time as one or two units, for a large figure. */
    static String figure(Duration duration) {
        return duration.compareTo(LONG) < 0 ? Amounts.duration(duration) : Amounts.rough(duration);
    }

    /** A short time in milliseconds, with decimals below ten, or in seconds from ten on. */
    String span(Duration duration) {
        NumberFormat number = NumberFormat.getInstance(texts.locale());
        if (duration.compareTo(Duration.ofSeconds(10)) >= 0) {
            return Amounts.duration(duration);
        }
        double millis = duration.toNanos() / 1_000_000.0;
        number.setMaximumFractionDigits(millis < 10 ? 1 : 0);
        return number.format(millis) + " ms";
    }

    String bytes(long bytes) {
        return Amounts.bytes(bytes, texts.locale());
    }

    /** A rule by which VMs are members. */
    String member(GroupMember member, InventoryImage image) {
        return switch (member) {
            case GroupMember.OfVm one ->
                texts.get(
                        "group.member.vm",
                        image.vm(one.vm())
                                .map(Vm::name)
                                .orElseGet(() -> one.vm().text()));
            case GroupMember.OfTag one -> texts.get("group.member.tag", one.tag());
            case GroupMember.OfFunction one ->
                one.function().isEmpty()
                        ? texts.get("group.member.cluster", one.cluster().text())
                        : texts.get("group.member.function", one.cluster().text(), one.function());
        };
    }

    String lock(GroupLock lock) {
        return texts.get("group.lock." + lock.name().toLowerCase(Locale.ROOT));
    }

    String lockMeaning(GroupLock lock) {
        return texts.get("group.lock." + lock.name().toLowerCase(Locale.ROOT) + ".meaning");
    }

    String hold(Hold hold) {
        return texts.get("group.hold." + hold.name().toLowerCase(Locale.ROOT));
    }

    /** What a capture would do now, in one sentence. */
    String forecast(CaptureForecast forecast) {
        List<String> parts = new ArrayList<>();
        for (Hold hold : List.of(Hold.PAUSED, Hold.FROZEN, Hold.STILL)) {
            long count = forecast.members().stream()
                    .filter(member -> member.how() == hold)
                    .count();
            if (count > 0) {
                parts.add(texts.get("group.forecast." + hold.name().toLowerCase(Locale.ROOT), count));
            }
        }
        return texts.get(
                "group.forecast", String.join(", ", parts), forecast.deadline().toSeconds());
    }

    String state(VmState state) {
        return texts.get("vm.state." + state.word());
    }

    static Tone tone(VmState state) {
        return switch (state) {
            case RUNNING -> Tone.GOOD;
            case PAUSED, ASLEEP -> Tone.PAUSED;
            case SHUTTING_DOWN -> Tone.WORKING;
            case OFF -> Tone.OFF;
            case CRASHED -> Tone.BAD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /** Which sets are kept. */
    String keep(KeepRule rule) {
        if (rule.keepsAll()) {
            return texts.get("group.keep.all");
        }
        List<String> parts = new ArrayList<>();
        for (Kept each : Kept.values()) {
            if (each.of(rule) > 0) {
                parts.add(texts.get("group.keep." + each.word() + ".of", each.of(rule)));
            }
        }
        return texts.get("group.keep.some", String.join(", ", parts));
    }
}
