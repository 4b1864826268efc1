package dev.muster.model.audit;

import java.time.Instant;

/**
 * What was asked, by whom, and what came of it.
 *
 * @param number from 1, without gaps
 * @param at when
 * @param principal who asked
 * @param role what they may do
 * @param origin how they came: {@code local}, {@code unix} or the remote address
 * @param action the command's type, such as {@code vm.power}
 * @param subject the ids it was about
 * @param outcome what came of it
 * @param job the id of the job it became; empty where none was begun
 * @param detail code of the refusal, or the command as JSON with secrets left out
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over the fields above in order, lower-case hex
 */
public record AuditEntry(
        long number,
        Instant at,
        String principal,
        String role,
        String origin,
        String action,
        String subject,
        Outcome outcome,
        String job,
        String detail,
        String previous,
        String hash) {

    /** What came of a request. */
    public enum Outcome {
        ACCEPTED,
        REFUSED
    }
}
