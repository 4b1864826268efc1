package dev.muster.model.note;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import java.time.Instant;

/**
 * A note on a VM.
 *
 * @param id its id
 * @param vm the VM it is about
 * @param text what it says
 * @param by who wrote it
 * @param written when
 */
public record Note(NoteId id, VmId vm, String text, String by, Instant written) implements LiveObject {}
