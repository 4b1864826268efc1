package dev.muster.model.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** A value with its type. JSON has it in its canonical form, renderers write it as the language of the reader does. */
public sealed interface ReportValue {
    /** Returns what kind of value it is. */
    ValueType type();

    /** Returns the value as text that does not depend on a language, for programs. */
    String canonical();

    /**
     * Text of a user, a guest or a program.
     *
     * @param text empty where there is no value
     */
    record Plain(String text) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }

        @Override
        public String canonical() {
            return text;
        }
    }

    /**
     * A sentence or word of Muster, which is translated.
     *
     * @param english the message, its own id
     */
    record Message(String english) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.MESSAGE;
        }

        @Override
        public String canonical() {
            return english;
        }
    }

    /**
     * A number.
     *
     * @param digits decimal digits without exponent and grouping, with a point before the fraction
     */
    record Figure(String digits) implements ReportValue {
        private static final Pattern FORM = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,20})?");

        public Figure {
            if (!FORM.matcher(digits).matches()) {
                throw Refusals.refused("\"" + digits + "\" is not a number of a report.", "Use digits, such as -12.5.");
            }
        }

        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public String canonical() {
            return digits;
        }
    }

    /**
     * A point in time.
     *
     * @param at the time; shown in UTC to the second
     */
    record At(Instant at) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.INSTANT;
        }

        @Override
        public String canonical() {
            return at.toString();
        }
    }

    /**
     * A length of time.
     *
     * @param time shown in its two largest units
     */
    record Took(Duration time) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.DURATION;
        }

        @Override
        public String canonical() {
            return time.toString();
        }
    }

    /**
     * An amount of data.
     *
     * @param bytes in bytes; shown in the largest binary unit
     */
    record Size(long bytes) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.BYTES;
        }

        @Override
        public String canonical() {
            return Long.toString(bytes);
        }
    }

    /**
     * A state.
     *
     * @param word the state in English, a message id, such as {@code Passed}
     * @param severity how good or bad that is
     */
    record State(String word, Severity severity) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.STATE;
        }

        @Override
        public String canonical() {
            return word;
        }
    }

    /**
     * A checksum.
     *
     * @param hex lower-case hexadecimal digits; empty where there is none
     */
    record Hash(String hex) implements ReportValue {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{0,128}");

        public Hash {
            if (!FORM.matcher(hex).matches()) {
                throw Refusals.refused(
                        "\"" + hex + "\" is not a checksum of a report.", "Use lower-case hexadecimal digits.");
            }
        }

        @Override
        public ValueType type() {
            return ValueType.HASH;
        }

        @Override
        public String canonical() {
            return hex;
        }
    }

    /**
     * An id, a path, an address or a command.
     *
     * @param text as it is
     */
    record Code(String text) implements ReportValue {
        @Override
        public ValueType type() {
            return ValueType.CODE;
        }

        @Override
        public String canonical() {
            return text;
        }
    }

    /** Returns text that is never translated. */
    static ReportValue text(String text) {
        return new Plain(text);
    }

    /** Returns the value of a cell that has none. */
    static ReportValue none() {
        return new Plain("");
    }

    /** Returns a sentence or word of Muster. */
    static ReportValue message(String english) {
        return new Message(english);
    }

    /** Returns a whole number. */
    static ReportValue number(long number) {
        return new Figure(Long.toString(number));
    }

    /** Returns a number with a fraction. */
    static ReportValue number(BigDecimal number) {
        return new Figure(number.toPlainString());
    }

    /** Returns a point in time. */
    static ReportValue at(Instant at) {
        return new At(at);
    }

    /** Returns a length of time. */
    static ReportValue took(Duration time) {
        return new Took(time);
    }

    /** Returns an amount of data in bytes. */
    static ReportValue bytes(long bytes) {
        return new Size(bytes);
    }

    /** Returns a state, given in English. */
    static State state(String word, Severity severity) {
        return new State(word, severity);
    }

    /** Returns a checksum. */
    static ReportValue hash(String hex) {
        return new Hash(hex);
    }

    /** Returns an id, a path, an address or a command. */
    static ReportValue code(String text) {
        return new Code(text);
    }
}
