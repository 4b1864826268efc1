/**
 * Recovery networks on the bridge's machine. Start reading at {@link dev.muster.bridge.recovery.net.NetForm}, all that one is made
 * of, and {@link dev.muster.bridge.recovery.net.RecoveryNets}, which makes and removes them.
 *
 * <p>A network is a Linux bridge on which the host itself has no address and from which it takes no frame, and a network namespace
 * that is plugged into it: it has the gateway's address, serves DHCP and DNS, and has the firewall. Only a connected network's
 * namespace has a second way, to the host. So any number of networks with the same addresses are side by side.
 */
package dev.muster.bridge.recovery.net;
