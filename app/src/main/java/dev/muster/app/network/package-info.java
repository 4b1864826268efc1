/** Networks: their table and what can be done with them. Start at {@link dev.muster.app.network.NetworksView}. */
package dev.muster.app.network;
