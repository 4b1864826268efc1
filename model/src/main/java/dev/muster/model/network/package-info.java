/** Commands on libvirt networks. */
package dev.muster.model.network;
