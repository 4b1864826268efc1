/** Where one can be in the window, and the way back. Start at {@link dev.muster.app.navigation.Navigation}. */
package dev.muster.app.navigation;
