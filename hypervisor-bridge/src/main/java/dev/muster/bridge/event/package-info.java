/** The one stream of what happens in a bridge, and the subscriptions to it. */
package dev.muster.bridge.event;
