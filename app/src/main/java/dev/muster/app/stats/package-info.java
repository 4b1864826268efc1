/** How busy VMs are: charts of one, lines in the table, and which one loads a host. */
package dev.muster.app.stats;
