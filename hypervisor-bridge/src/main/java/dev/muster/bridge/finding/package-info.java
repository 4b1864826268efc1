/** The register of what runs found wanting, and the map of what was exercised. */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.finding;
