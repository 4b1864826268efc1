/** A VM's consoles: the tab that holds them, and how one is opened, lost and opened again. */
package dev.muster.app.console;
