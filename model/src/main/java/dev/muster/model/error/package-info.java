/**
 * What can go wrong, as values. A {@link dev.muster.model.error.Problem} travels from the bridge to the window, the
 * command line, the journal and the report; a {@link dev.muster.model.error.MusterException} carries one.
 */
package dev.muster.model.error;
