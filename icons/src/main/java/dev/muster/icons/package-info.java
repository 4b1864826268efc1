/** One icon family, drawn as vector paths, legible at 16 px. */
package dev.muster.icons;
