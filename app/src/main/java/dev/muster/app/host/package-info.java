/** Connecting to hosts. */
package dev.muster.app.host;
