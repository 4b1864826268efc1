/** The text console: JediTerm's emulator behind a canvas of our own. */
package dev.muster.app.console.terminal;
