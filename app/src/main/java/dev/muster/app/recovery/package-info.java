/** Recovery plans: their list, the page of one with its tabs, the editor and the versions. Start at {@link dev.muster.app.recovery.RecoveryFeature}. */
package dev.muster.app.recovery;
