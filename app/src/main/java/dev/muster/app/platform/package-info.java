/** What the desktop gives: the window's thread, light or dark. The only room that calls {@code Platform.runLater}. */
package dev.muster.app.platform;
