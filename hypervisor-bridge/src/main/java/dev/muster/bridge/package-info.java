/** The composition root of the bridge. */
package dev.muster.bridge;
