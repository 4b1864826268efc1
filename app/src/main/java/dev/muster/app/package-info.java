/** The console's composition root. */
package dev.muster.app;
