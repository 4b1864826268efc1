/** The messages of the bridge in other languages, for windows and for reports. */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.message;
