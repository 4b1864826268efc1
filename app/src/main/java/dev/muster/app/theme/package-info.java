/** Light and dark, and the one style sheet of the window's frame. */
package dev.muster.app.theme;
