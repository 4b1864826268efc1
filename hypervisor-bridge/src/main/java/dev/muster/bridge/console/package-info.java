/** A VM's consoles: one link to each serial line heard by many, one link for each viewer of a display, one who types. */
package dev.muster.bridge.console;
