/** Notes on VMs in the window. Start at {@link dev.muster.app.note.NoteFeature}. */
package dev.muster.app.note;
