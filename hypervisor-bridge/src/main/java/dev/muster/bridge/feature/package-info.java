/**
 * How a feature plugs in. {@link dev.muster.bridge.feature.Feature} is what it gives; what it is made from is
 * {@link dev.muster.bridge.feature.FeatureContext}. The list of all features is {@code dev.muster.bridge.Features}.
 */
package dev.muster.bridge.feature;
