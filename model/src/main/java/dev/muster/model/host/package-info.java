/** Connections to hypervisors: their URIs, and the commands that add and remove them. */
package dev.muster.model.host;
