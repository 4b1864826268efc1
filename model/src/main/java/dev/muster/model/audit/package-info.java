/** The append-only record of what was asked, by whom, and what came of it, each entry chained to the one before by its hash. */
package dev.muster.model.audit;
