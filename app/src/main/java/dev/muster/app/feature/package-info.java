/**
 * How a feature plugs into the window. {@link dev.muster.app.feature.AppFeature} is what it gives; what its parts are made from
 * is {@link dev.muster.app.feature.ConsoleContext}. The list of all features is {@code dev.muster.app.shell.AppFeatures}.
 */
package dev.muster.app.feature;
