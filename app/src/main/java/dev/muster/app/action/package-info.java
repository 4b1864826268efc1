/** The command palette: every action and place of the window, found by typing. Start at {@link dev.muster.app.action.PaletteViewModel}. */
package dev.muster.app.action;
