/** How busy VMs are: processor, memory, disk and network, now and over the time the bridge ran. */
package dev.muster.model.stats;
