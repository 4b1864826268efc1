/** The window's frame: header, tree, content and jobs, and what they share. */
package dev.muster.app.shell;
