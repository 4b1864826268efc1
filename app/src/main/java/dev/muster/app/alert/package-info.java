/** What is wrong right now: lost hosts, crashed VMs, failed jobs. Start at {@link dev.muster.app.alert.AlertsViewModel}. */
package dev.muster.app.alert;
