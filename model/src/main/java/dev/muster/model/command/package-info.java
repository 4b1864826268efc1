/** What can be asked of a bridge, as values: a {@link dev.muster.model.command.Command} changes something and becomes a job, a {@link dev.muster.model.command.Query} only reads. */
package dev.muster.model.command;
