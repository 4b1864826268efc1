package dev.muster.app.shell;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import java.util.Optional;

/**
 * What one line of the tree shows.
 *
 * @param id the same for as long as the thing is there
 * @param label its words
 * @param tooltip more of it; empty for nothing
 * @param tone its state
 * @param icon what it is; empty to show the state instead
 * @param place where it leads
 */
record TreeNode(String id, String label, String tooltip, Tone tone, Optional<Icon> icon, Place place) {}
