/** What runs of recovery plans found wanting, and which functions were exercised. */
@org.jspecify.annotations.NullMarked
package dev.muster.model.finding;
