/** The work on notes. Start at {@link dev.muster.bridge.note.NoteFeature}. */
package dev.muster.bridge.note;
