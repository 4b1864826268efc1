/** What tests of the bridge share. */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.testing;
