/** A VM's consoles as bytes: which one is meant, who types there, and the channel itself. */
package dev.muster.model.console;
