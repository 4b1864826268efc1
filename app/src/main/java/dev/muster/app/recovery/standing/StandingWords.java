package dev.muster.app.recovery.standing;

import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.Decision;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StandingRecovery.OldCopy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Recoveries that stand, in the operator's words. */
final class StandingWords {
    private final Texts texts;

    StandingWords(Texts texts) {
        this.texts = texts;
    }

    /** Since when it stands, or that it is committed. */
    String title(StandingRecovery one) {
        String since = Times.full(one.since(), texts.locale());
        return one.outcome().filter(RunOutcome.COMMITTED::equals).isPresent()
                ? texts.get("recovery.standing.committed", since)
                : texts.get("recovery.standing.since", since);
    }

    /** What happens when nobody decides. */
    String limit(StandingRecovery one, Optional<Decision> decision) {
        if (one.outcome().isPresent()) {
            return texts.get("recovery.standing.after");
        }
        return one.decideBy()
                .map(limit -> texts.get(
                        "recovery.standing.limit."
                                + decision.map(known -> known.otherwise().name().toLowerCase(Locale.ROOT))
                                        .orElse("unknown"),
                        Times.full(limit, texts.locale())))
                .orElseGet(() -> texts.get("recovery.standing.open"));
    }

    /** The old machines that need somebody's eyes; those that keep off are counted only. */
    List<String> copies(StandingRecovery one) {
        long off = one.copies().stream()
                .filter(copy -> copy.state() == StandingRecovery.State.KEPT_OFF)
                .count();
        Stream<String> others = one.copies().stream()
                .filter(copy -> copy.state() != StandingRecovery.State.KEPT_OFF)
                .map(this::copy);
        return Stream.concat(
                        others, off == 0 ? Stream.of() : Stream.of(texts.get("recovery.standing.copy.kept_off", off)))
                .toList();
    }

    private String copy(OldCopy copy) {
        return texts.get(
                "recovery.standing.copy." + copy.state().name().toLowerCase(Locale.ROOT),
                copy.name(),
                copy.vm().host().text());
    }
}
