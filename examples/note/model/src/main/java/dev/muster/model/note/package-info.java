/** Notes that operators leave on VMs. Start at {@link dev.muster.model.note.Note}. */
package dev.muster.model.note;
