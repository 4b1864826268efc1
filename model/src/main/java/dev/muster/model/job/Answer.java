package dev.muster.model.job;

import java.time.Instant;

/**
 * What somebody answered a step's question.
 *
 * @param question what was asked, in words
 * @param choice the id of what was chosen
 * @param label what that said
 * @param by the name of who chose it; empty when nobody did in time and the default was taken
 * @param reason why, in the words of who chose it; may be empty
 * @param at when
 */
public record Answer(String question, String choice, String label, String by, String reason, Instant at) {}
