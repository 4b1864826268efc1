/** Recoveries that stand: what can be decided about them, and the old machines that are to keep off. */
@org.jspecify.annotations.NullMarked
package dev.muster.app.recovery.standing;
