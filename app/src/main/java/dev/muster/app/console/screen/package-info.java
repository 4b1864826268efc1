/** The graphical console: an RFB picture on the screen, keys and pointer back. */
package dev.muster.app.console.screen;
