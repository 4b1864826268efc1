package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what is typed into the fields of a plan, and says why it is no value. */
final class FieldReader {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");

    private final Texts texts;

    FieldReader(Texts texts) {
        this.texts = texts;
    }

    /** Any text, also none; without blanks at its ends. */
    Typed<String> any(String typed) {
        return new Typed.Value<>(typed.strip());
    }

    /** A text that is not empty. */
    Typed<String> text(String typed) {
        return typed.isBlank() ? wrong("recovery.typed.empty") : any(typed);
    }

    /** A whole number in a range. */
    Function<String, Typed<Integer>> number(int least, int most) {
        return typed -> {
            String digits = typed.strip();
            boolean good = digits.matches("[0-9]{1,9}")
                    && Integer.parseInt(digits) >= least
                    && Integer.parseInt(digits) <= most;
            return good ? new Typed.Value<>(Integer.parseInt(digits)) : wrong("recovery.typed.number", least, most);
        };
    }

    /** The same, or none where nothing was typed. */
    static <T> Function<String, Typed<Optional<T>>> orNone(Function<String, Typed<T>> read) {
        return typed -> typed.isBlank()
                ? new Typed.Value<>(Optional.empty())
                : read.apply(typed).map(Optional::of);
    }

    /** A length of time. */
    Typed<Duration> time(String typed) {
        return Durations.read(typed)
                .<Typed<Duration>>map(Typed.Value::new)
                .orElseGet(() -> wrong("recovery.typed.time"));
    }

    /** Date and time in the time zone of this machine. */
    Typed<Instant> moment(String typed) {
        try {
            return new Typed.Value<>(LocalDateTime.parse(typed.strip().replaceAll(" +", " "), MOMENT)
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException none) {
            return wrong("recovery.typed.moment");
        }
    }

    /** Writes date and time as they are read. */
    static String write(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, ZoneId.systemDefault());
        return DateTimeFormatter.ofPattern(local.getSecond() == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss")
                .format(local);
    }

    /** Texts between commas. */
    Typed<List<String>> list(String typed) {
        return new Typed.Value<>(parts(typed));
    }

    /** Texts between commas, at least one. */
    Typed<List<String>> someOf(String typed) {
        List<String> parts = parts(typed);
        return parts.isEmpty() ? wrong("recovery.typed.empty") : new Typed.Value<>(parts);
    }

    private static List<String> parts(String typed) {
        return Arrays.stream(typed.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Two addresses with a hyphen between them. */
    Typed<AddressRange> range(String typed) {
        String[] ends = typed.strip().split(" *- *", -1);
        return ends.length == 2 && !ends[0].isEmpty() && !ends[1].isEmpty()
                ? new Typed.Value<>(new AddressRange(ends[0], ends[1]))
                : wrong("recovery.typed.range");
    }

    /** Ports and ranges of ports between commas; none for all. */
    Typed<List<PortRange>> ports(String typed) {
        List<String> parts = parts(typed);
        return parts.stream().allMatch(part -> part.matches("[0-9]{1,5}( *- *[0-9]{1,5})?"))
                ? new Typed.Value<>(parts.stream()
                        .map(part -> part.split(" *- *", -1))
                        .map(ends -> new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                        .toList())
                : wrong("recovery.typed.ports");
    }

    /** Arguments of a program. */
    Typed<List<String>> arguments(String typed) {
        return Arguments.read(typed)
                .<Typed<List<String>>>map(Typed.Value::new)
                .orElseGet(() -> wrong("recovery.typed.quotes"));
    }

    private <T> Typed<T> wrong(String key, Object... values) {
        return new Typed.Wrong<>(texts.get(key, values));
    }
}
