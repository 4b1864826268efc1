/** How a screen asks the bridge for something without waiting for it: {@link dev.muster.app.ask.Asks}. */
package dev.muster.app.ask;
