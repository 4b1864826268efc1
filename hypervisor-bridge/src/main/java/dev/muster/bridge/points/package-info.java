/**
 * What features may know of restore points without knowing backups: that they are made, read, copied and restored together with others.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.points;
