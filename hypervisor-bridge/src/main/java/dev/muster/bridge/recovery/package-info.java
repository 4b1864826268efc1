/**
 * Recovery plans: kept in versions, checked and forecast. Start reading at {@link dev.muster.bridge.recovery.RecoveryFeature};
 * {@link dev.muster.bridge.recovery.Plans} keeps the versions.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.recovery;
