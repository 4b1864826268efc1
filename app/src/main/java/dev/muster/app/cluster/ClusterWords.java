package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clusters, functions and boots are called. */
final class ClusterWords {
    private static final Pattern LEASE = Pattern.compile("(\\S+) for (\\S+)");
    private static final Pattern BOOTED = Pattern.compile("booted from (\\S+)");
    private static final Pattern MOVED = Pattern.compile("moved to (\\S+)");
    /** As the bridge writes changes of an assignment down. */
    private static final Set<String> CHANGES =
            Set.of("assigned", "assigned once", "revoked", "minted", "replaced", "installed");

    private static final Set<String> AUTHORS = Set.of("boot controller", "default function", "installer", "host");

    private final Texts texts;

    ClusterWords(Texts texts) {
        this.texts = texts;
    }

    /** What a function boots, in a few words. */
    String profile(BootProfile profile) {
        return switch (profile) {
            case BootProfile.Kernel kernel ->
                texts.get(
                        "cluster.profile.kernel", kernel.name(), kernel.kernel().text());
            case BootProfile.Installer installer ->
                texts.get(
                        "cluster.profile.installer",
                        installer.name(),
                        installer.kernel().text());
            case BootProfile.Script script -> texts.get("cluster.profile.script", script.name());
            case BootProfile.LocalDisk _ -> texts.get("cluster.profile.disk");
        };
    }

    /** Shows the state of a VM, or what becomes of its request. */
    void state(StateLabel label, Card card) {
        if (card.pending().isPresent()) {
            boolean waits = card.pending().get().state() == PendingBoot.State.WAITING;
            label.show(
                    waits ? Tone.WARNING : Tone.BAD, texts.get(waits ? "cluster.pending.waits" : "cluster.pending.no"));
        } else if (card.function().isEmpty()) {
            label.show(Tone.OFF, texts.get("cluster.revoked"));
        } else {
            VmState state = card.vm().map(Vm::state).orElse(VmState.UNKNOWN);
            label.show(
                    tone(state),
                    texts.get(
                            "vm.state." + state.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
    }

    private static Tone tone(VmState state) {
        return switch (state) {
            case RUNNING -> Tone.GOOD;
            case PAUSED, ASLEEP -> Tone.PAUSED;
            case SHUTTING_DOWN -> Tone.WORKING;
            case OFF -> Tone.OFF;
            case CRASHED -> Tone.BAD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /** What kind of thing happened. */
    String kind(BootTrail.Kind kind) {
        return texts.get("cluster.trail." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** What happened, without its kind. */
    String what(BootTrail.Entry entry) {
        Matcher lease = LEASE.matcher(entry.text());
        String text = lease.matches()
                ? texts.get("cluster.trail.lease.text", lease.group(1), lease.group(2))
                : texts.say(entry.text());
        return entry.whole() ? text : texts.get("cluster.trail.part", text);
    }

    /** What happened, on one line. */
    String line(BootTrail.Entry entry) {
        return kind(entry.kind()) + " · " + what(entry);
    }

    /** Since when a VM asks for a function, or why it gets none. */
    String asks(PendingBoot pending) {
        return pending.reason().isEmpty()
                ? texts.get("cluster.pending.asks", clock(pending.first()), pending.asks())
                : texts.say(pending.reason());
    }

    /** How much was read; empty for what is no file. */
    String bytes(long bytes) {
        return bytes < 0 ? "" : Amounts.bytes(bytes, texts.locale());
    }

    /** How long it took; empty for what is no file. */
    String time(long millis) {
        return millis < 0 ? "" : String.format(texts.locale(), "%,d ms", millis);
    }

    /** The time of day. */
    String clock(Instant when) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(texts.locale())
                .withZone(ZoneId.systemDefault())
                .format(when);
    }

    /** What was done to an assignment; as the bridge wrote it where that is not known here. */
    String change(String what) {
        Matcher booted = BOOTED.matcher(what);
        if (booted.matches()) {
            return texts.get("cluster.change.booted", booted.group(1));
        }
        Matcher moved = MOVED.matcher(what);
        if (moved.matches()) {
            return texts.get("cluster.change.moved", moved.group(1));
        }
        return CHANGES.contains(what) ? texts.get("cluster.change." + what.replace(' ', '-')) : texts.say(what);
    }

    /** Who did it. */
    String author(String by) {
        return AUTHORS.contains(by) ? texts.get("cluster.author." + by.replace(' ', '-')) : by;
    }

    /** What an artifact is for. */
    static String kind(ArtifactKind kind, Texts texts) {
        return texts.get("cluster.artifact.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** What is known of its content. */
    static String state(ArtifactState state, Texts texts) {
        return texts.get("cluster.artifact.state." + state.name().toLowerCase(Locale.ROOT));
    }
}
