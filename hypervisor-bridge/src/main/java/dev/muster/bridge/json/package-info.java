/** The one JSON form of the model: the same over HTTP, in the journal, in files and on the command line. */
package dev.muster.bridge.json;
