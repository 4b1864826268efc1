package dev.muster.app.shell;

import dev.muster.app.content.StateLabel.Tone;

/**
 * What one line of the tree shows.
 *
 * @param id the same for as long as the thing is there
 * @param label its words
 * @param tooltip more of it; empty for nothing
 * @param tone its state
 * @param place where it leads
 */
record TreeNode(String id, String label, String tooltip, Tone tone, Place place) {}
