/** Measures the window from within, for {@code muster bench fx}: it is worked with while it is watched. */
package dev.muster.app.measure;
