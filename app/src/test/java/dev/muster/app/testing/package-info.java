/** What tests of the window share; {@link dev.muster.app.testing.XvfbSession} gives them a display. */
@org.jspecify.annotations.NullMarked
package dev.muster.app.testing;
