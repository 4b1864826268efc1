/**
 * The command line, which does all the window does. {@link dev.muster.bridge.cli.Ctl} holds what every verb shares; each noun
 * is a class of its own.
 */
package dev.muster.bridge.cli;
