/** Measures how busy VMs are, keeps it in bounded memory while the bridge runs, and answers questions about it. */
package dev.muster.bridge.stats;
